"""The screens of lists, divisions and the working calendar, for those who maintain them."""
