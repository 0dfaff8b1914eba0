(function () {
  "use strict";
  var dark = null, button = document.getElementById("theme");
  Array.prototype.forEach.call(document.styleSheets[0].cssRules, function (rule) {
    if (rule.media && /prefers-color-scheme/.test(rule.media.mediaText)) dark = rule.media;
  });
  if (!dark || !button) return;
  var on = window.matchMedia(dark.mediaText).matches;
  button.hidden = false;
  button.addEventListener("click", function () {
    on = !on;
    dark.mediaText = on ? "screen" : "not all";
  });
})();
