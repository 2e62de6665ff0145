/* Copying: a button that says what it copies, or whence, and says so when it has. Works from a folder too.
   Classic script. Others call window.kazmigCopy(text, button). */
(function () {
  "use strict";
  const TEXT = Object.assign({ copy: "Copy", copied: "Copied", select: "Press Ctrl+C to copy" }, window.kazmigText && window.kazmigText.copying);

  const voice = document.createElement("div");
  voice.className = "visually-hidden";
  voice.setAttribute("role", "status");

  function say(text, button) {
    if (!voice.isConnected) document.body.append(voice);
    voice.textContent = "";
    window.setTimeout(function () { voice.textContent = text; }, 50);
    if (!button) return;
    if (!button.dataset.before) button.dataset.before = button.textContent;
    button.textContent = text;
    window.setTimeout(function () { button.textContent = button.dataset.before; }, 2000);
  }

  /* Where the browser keeps the clipboard from a page in a folder, a selected field does. */
  function byField(text, button) {
    const field = document.createElement("textarea");
    field.value = text;
    field.readOnly = true;
    field.className = "visually-hidden";
    field.setAttribute("aria-label", TEXT.copy);
    (button ? button.parentNode : document.body).append(field);
    field.select();
    const done = document.execCommand("copy");
    if (done) {
      field.remove();
      if (button) button.focus();
    } else {
      field.classList.remove("visually-hidden");
    }
    say(done ? TEXT.copied : TEXT.select, button);
  }

  window.kazmigCopy = async function (text, button) {
    try {
      await navigator.clipboard.writeText(text);
      say(TEXT.copied, button);
    } catch (error) {
      byField(text, button);
    }
  };

  document.addEventListener("click", function (event) {
    const button = event.target.closest("button[data-copy], button[data-copy-from]");
    if (!button) return;
    const from = button.dataset.copyFrom && document.getElementById(button.dataset.copyFrom);
    window.kazmigCopy(from ? from.textContent.trim() : button.dataset.copy, button);
  });

  /* Blocks of code get their button when the fold around them opens. */
  document.addEventListener("toggle", function (event) {
    if (!event.target.open) return;
    for (const block of event.target.querySelectorAll("div.highlight > pre")) {
      if (block.parentNode.querySelector(".copy-code")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy-code";
      button.textContent = TEXT.copy;
      button.addEventListener("click", function () { window.kazmigCopy(block.textContent, button); });
      block.parentNode.prepend(button);
    }
  }, true);
})();
