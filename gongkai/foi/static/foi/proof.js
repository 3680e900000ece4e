/* Proof of work (ALTCHA): find the number whose hash with the salt is the challenge, a little at a
   time so that the page stays usable. Then the question for people is not needed and is hidden.
   SHA-256 is written out, because a browser lends its own only to pages that come over https. */
(function () {
  "use strict";
  var form = document.querySelector("[data-proof]");
  if (!form) return;
  var puzzle = JSON.parse(form.dataset.proof);
  var field = form.querySelector("[name=proof]");
  var question = form.querySelector("[data-proof-question]");
  var told = form.querySelector("[data-proof-status]");
  var AT_ONCE = 2000;
  var sendWhenSolved = false;

  var K = constants();

  function constants() {
    var found = [], candidate = 2;
    while (found.length < 64) {
      var prime = true;
      for (var divisor = 2; divisor * divisor <= candidate; divisor++) {
        if (candidate % divisor === 0) { prime = false; break; }
      }
      if (prime) found.push(fraction(Math.cbrt(candidate)));
      candidate++;
    }
    return found;
  }

  function fraction(root) { return ((root - Math.floor(root)) * 4294967296) | 0; }

  function turn(word, by) { return (word >>> by) | (word << (32 - by)); }

  function sha256(text) {
    var length = text.length;
    var words = new Int32Array((((length + 8) >> 6) + 1) * 16);
    for (var at = 0; at < length; at++) words[at >> 2] |= text.charCodeAt(at) << (24 - (at % 4) * 8);
    words[length >> 2] |= 0x80 << (24 - (length % 4) * 8);
    words[words.length - 1] = length * 8;
    var state = [2, 3, 5, 7, 11, 13, 17, 19].map(function (prime) { return fraction(Math.sqrt(prime)); });
    var w = new Int32Array(64);
    for (var block = 0; block < words.length; block += 16) round(words, block, w, state);
    return state.map(function (word) { return (word >>> 0).toString(16).padStart(8, "0"); }).join("");
  }

  function round(words, block, w, state) {
    var a = state[0], b = state[1], c = state[2], d = state[3];
    var e = state[4], f = state[5], g = state[6], h = state[7];
    for (var i = 0; i < 64; i++) {
      if (i < 16) w[i] = words[block + i];
      else {
        var x = w[i - 15], y = w[i - 2];
        w[i] = (w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
      }
      var first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      var second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + first) | 0; d = c; c = b; b = a; a = (first + second) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach(function (word, at) { state[at] = (state[at] + word) | 0; });
  }

  function search(from) {
    var until = Math.min(from + AT_ONCE, puzzle.max_number + 1);
    for (var number = from; number < until; number++) {
      if (sha256(puzzle.salt + number) === puzzle.challenge) return solved(number);
    }
    if (until <= puzzle.max_number) window.setTimeout(search, 0, until);
    else giveUp();
  }

  function giveUp() {
    form.removeEventListener("submit", holdUntilSolved, true);
    told.textContent = "自动验证没有成功，请回答上面的问题。";
  }

  function solved(number) {
    field.value = window.btoa(JSON.stringify({
      algorithm: puzzle.algorithm,
      challenge: puzzle.challenge,
      number: number,
      salt: puzzle.salt,
      signature: puzzle.signature
    }));
    question.hidden = true;
    told.textContent = "已自动完成验证，可以提交。";
    if (sendWhenSolved) form.requestSubmit();
  }

  // Who is quicker than the search, and has not answered the question, waits for it. Held before
  // anybody else hears of it, so that it does not count as sent.
  function holdUntilSolved(event) {
    var answer = question.querySelector("input");
    if (field.value || (answer && answer.value.trim())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sendWhenSolved = true;
    told.textContent = "正在自动验证，完成后自动提交，请稍候。";
  }

  told.textContent = "正在自动验证；您也可以直接回答上面的问题。";
  form.addEventListener("submit", holdUntilSolved, true);
  search(0);
})();
