"""The forms of lists, divisions and calendar years. Rules are asked of the operations."""
