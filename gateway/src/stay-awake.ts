// Keeps the event loop polling for a moment after an answer, for the client's next command mostly follows at once.
// A loop that sleeps in epoll is woken on another, idle core, and on virtual machines that costs three times what
// the command itself does.

const MOMENT_MS = 0.2;

let until = 0;
let polling = false;

export function stayAwake(): void {
  until = performance.now() + MOMENT_MS;
  if (polling) return;
  polling = true;
  setImmediate(poll);
}

function poll(): void {
  polling = performance.now() < until;
  if (polling) setImmediate(poll);
}
