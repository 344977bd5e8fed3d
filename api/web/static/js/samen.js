// Two screens, one thing: news of a move brings the page anew, and a move is made without loading a whole page.
// Without this file every button is a plain form, and "Toon wat er nu ligt" shows the newest state.
const POLL_MS = 5000;
const STAY_MS = 15000;
const said = document.createElement("p");
said.className = "visually-hidden";
said.setAttribute("role", "status");
document.body.append(said);

let stream = null;
let timer = 0;
let busy = false;
let told = -1; // the newest version that news told of
let leaving = false; // a whole page is on its way: news, also that it is over, must not come before it

const board = () => document.querySelector("[data-samen]");
const shown = () => Number(board()?.dataset.version ?? -1);

function put(text, address) {
  if (leaving) return;
  const page = new DOMParser().parseFromString(text, "text/html");
  const main = page.querySelector("main");
  if (!main?.querySelector("[data-samen]")) {
    window.location.assign(address); // it is over, or something to read: a whole page
    return;
  }
  const focused = document.activeElement;
  const inside = document.querySelector("main").contains(focused);
  const id = inside ? focused.id : "";
  document.querySelector("main").replaceWith(main);
  document.title = page.title;
  if (inside) {
    const same = id ? document.getElementById(id) : null;
    const to = same && !same.matches(":disabled") ? same : main.querySelector("[data-focus]");
    to?.focus({ preventScroll: true });
  }
  const words = ["#pen", "#laatste"].map((name) => main.querySelector(name)?.textContent ?? "");
  said.textContent = words.join(" ");
  enhance(main);
  follow();
}

async function fetched(address, options) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, ...options });
  if (leaving) return;
  if (!answer.ok && answer.status !== 422) {
    window.location.assign(board().dataset.samen);
    return;
  }
  put(await answer.text(), answer.redirected ? answer.url : board().dataset.samen);
}

async function renew() {
  if (busy || !board()) return;
  busy = true;
  try {
    await fetched(board().dataset.samen);
  } catch {
    // the line is cut; the stream comes back and tells the version then
  } finally {
    busy = false;
  }
}

function heard(event) {
  told = Math.max(told, Number(event.data));
  const mine = board()?.dataset.pen === "mij";
  const writing = mine && document.activeElement?.matches("main textarea, main input[type=text]");
  if (told > shown() && !writing) renew().then(() => told > shown() && renew());
}

function follow() {
  const address = board()?.dataset.news;
  if (!address || stream) return;
  stream = new EventSource(`${address}?vanaf=${shown()}`);
  stream.addEventListener("message", heard);
  stream.addEventListener("einde", () => {
    stop();
    renew();
  });
  stream.addEventListener("error", () => {
    if (stream?.readyState !== EventSource.CLOSED) return; // it tries again by itself
    stop();
    timer = window.setTimeout(() => renew().then(follow), POLL_MS);
  });
}

function stop() {
  stream?.close();
  stream = null;
  window.clearTimeout(timer);
}

function enhance(root) {
  root.querySelectorAll("form[data-play]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      const body = new URLSearchParams(new FormData(form, event.submitter));
      // The answer is the page itself: a move costs one request, and the other screen one.
      const headers = { Accept: "text/html", "X-Page-At-Once": "1" };
      fetched(form.action, { method: "POST", body, headers })
        .catch(() => leaving || window.location.assign(board().dataset.samen))
        .finally(() => {
          busy = false;
          if (told > shown() && !leaving) renew(); // told while the answer was on its way, and newer than it
        });
    });
  });
}

function stay() {
  leaving = false;
  follow();
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return; // a move: this page stays
  leaving = true;
  stop();
  window.setTimeout(stay, STAY_MS); // the way there may be broken off
});
window.addEventListener("pagehide", stop);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) stay();
});
enhance(document);
follow();
