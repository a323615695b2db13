// An element with data-poll-url is refreshed from that address, an HTML fragment whose first element is the same
// part of the page. It stops when the fresh part has no data-poll-url. Without this script: reload the page.

const SECONDS = 3;
const LONGEST = 60;

async function fetchPart(url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" }, redirect: "error" });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.body.firstElementChild;
}

function replace(part, fresh) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...part.querySelectorAll("details")].map((details) => details.open);
  part.replaceChildren(...fresh.childNodes);
  part.querySelectorAll("details").forEach((details, i) => {
    if (i < open.length) details.open = open[i];
  });
  if (focused) document.getElementById(focused)?.focus();
}

function follow(part, wait = SECONDS) {
  setTimeout(async () => {
    if (!part.isConnected) return;
    if (document.hidden) return follow(part, SECONDS);
    try {
      const fresh = await fetchPart(part.dataset.pollUrl);
      if (!fresh) return;
      const goesOn = fresh.dataset.pollUrl;
      replace(part, fresh);
      if (!goesOn) return delete part.dataset.pollUrl;
      part.dataset.pollUrl = goesOn;
      follow(part, Number(part.dataset.pollSeconds) || SECONDS);
    } catch {
      follow(part, Math.min(wait * 2, LONGEST));
    }
  }, wait * 1000);
}

for (const part of document.querySelectorAll("[data-poll-url]")) follow(part);
