// Plays on without loading a whole page. Without this file every button is a plain form.
const title = (text) => new DOMParser().parseFromString(text, "text/html");

async function play(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = title(await answer.text());
  const main = page.querySelector("main");
  if (!main || !main.querySelector("[data-focus]")) {
    window.location.assign(answer.url); // a result, or something to read: a whole page
    return;
  }
  document.querySelector("main").replaceWith(main);
  document.title = page.title;
  enhance(main);
  main.querySelector("[data-focus]").focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}

function enhance(root) {
  root.querySelectorAll("form[data-play]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.elements.naar?.value === "resultaat") return;
      event.preventDefault();
      const button = event.submitter;
      if (form.dataset.busy) return;
      form.dataset.busy = "1";
      play(form, button).catch(() => {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name: button.name, value: button.value });
        form.append(field);
        form.submit();
      });
    });
  });
  root.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
}

enhance(document);
