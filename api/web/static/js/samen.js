// Two screens, one thing: what the other one does comes through a stream, a move of one's own is the answer to it; no
// whole page is loaded. Without this file every button is a plain form, and "Toon wat er nu ligt" shows the newest state.
const AGAIN_MS = 400; // the first wait for a stream or an answer that was refused
const LATEST_MS = 30000;
const TRIES = 4;
const STAY_MS = 15000;
const PAGE = { Accept: "text/html", "X-Page-At-Once": "1" };
const said = document.createElement("p");
said.className = "visually-hidden";
said.setAttribute("role", "status");
document.body.append(said);

let stream = null;
let timer = 0;
let busy = false;
let failed = 0; // streams that were refused, or ended soon, one after the other
let opened = 0; // when the stream began; 0 when none did since the last one ended
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

// Twice as long after each time, and never at the same moment as all others who were refused.
const wait = (times) => Math.min(LATEST_MS, AGAIN_MS * 2 ** times) * (0.5 + Math.random());
const after = (ms) => new Promise((done) => window.setTimeout(done, ms));
const full = (answer) => answer.status === 503 || answer.status === 429;
// Not in time: perhaps it was done. A look may be asked again, a move must not: it would come back as somebody else's.
const unsure = (answer, options) => options.method === "POST" && answer.headers.get("X-Outcome") === "unknown";

// A move that meets a full service changed nothing: it is sent again.
async function asked(address, options, tries) {
  for (let times = 0; ; times += 1) {
    const answer = await fetch(address, { headers: PAGE, ...options });
    if (!full(answer) || unsure(answer, options) || times + 1 >= tries || leaving) return answer;
    await after(wait(times));
  }
}

async function fetched(address, options, tries) {
  const answer = await asked(address, options, tries);
  if (leaving) return;
  if (unsure(answer, options)) {
    await fetched(board().dataset.samen, {}, tries); // what lies there tells whether the move was made
    return;
  }
  if (full(answer) && tries === 1) return; // what is shown stays; the next look brings the rest
  if (!answer.ok && answer.status !== 422) {
    window.location.assign(board().dataset.samen);
    return;
  }
  put(await answer.text(), answer.redirected ? answer.url : board().dataset.samen);
}

// What the stream told once it does not tell again: a look that was refused is asked again a few times.
async function renew(times = 0) {
  if (busy || !board()) return;
  busy = true;
  try {
    await fetched(board().dataset.samen, {}, 1);
  } catch {
    // the line is cut
  } finally {
    busy = false;
  }
  if (told > shown() && times < TRIES && !leaving) {
    window.setTimeout(() => told > shown() && !writing() && renew(times + 1), wait(times));
  }
}

function writing() {
  return board()?.dataset.pen === "mij" && document.activeElement?.matches("main textarea, main input[type=text]");
}

function heard(event) {
  failed = 0;
  told = Math.max(told, Number(event.lastEventId));
  if (busy || writing() || told <= shown()) return;
  if (event.data.startsWith("<")) put(event.data, board().dataset.samen);
  else renew(); // done on this side, in another window
}

function follow() {
  const address = board()?.dataset.news;
  if (!address || stream) return;
  stream = new EventSource(`${address}?vanaf=${shown()}`);
  stream.addEventListener("open", () => {
    opened = performance.now();
  });
  stream.addEventListener("message", heard);
  stream.addEventListener("einde", () => {
    stop();
    told = -1; // the next stream may be of something else, which counts anew
    renew().then(later);
  });
  stream.addEventListener("error", () => {
    if (stream?.readyState !== EventSource.CLOSED) return; // it tries again by itself
    stop();
    later();
  });
}

// Where a stream ended and the look after it was refused, the page would wait for ever.
function later() {
  if (stream || leaving) return;
  if (opened && performance.now() - opened > LATEST_MS) failed = 0; // it stood for a while: that was no refusal
  opened = 0;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => renew().then(follow), wait(failed));
  failed += 1;
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
      fetched(form.action, { method: "POST", body }, TRIES)
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
