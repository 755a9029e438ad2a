// The line to the playground: it tells what happens, and comes back by itself when it was cut.

const FIRST_WAIT = 300; // in milliseconds, doubled at every attempt
const LONGEST_WAIT = 3000;

export class Socket {
  /** `hear(event)` gets every event, `state(open)` whether the line stands. */
  constructor(hear, state) {
    this.hear = hear;
    this.state = state;
    this.wait = FIRST_WAIT;
    this.line = null;
    this.timer = 0;
  }

  /** Listen as this person; the first event is a snapshot of everything they may see. */
  connect(person) {
    clearTimeout(this.timer);
    this.line?.close();
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const query = person ? `?as=${encodeURIComponent(person)}` : '';
    const line = new WebSocket(`${scheme}://${location.host}/page/socket${query}`);
    this.line = line;
    line.addEventListener('open', () => {
      if (line !== this.line) return;
      this.wait = FIRST_WAIT;
      this.state(true);
    });
    line.addEventListener('message', ({ data }) => {
      if (line === this.line) this.hear(JSON.parse(data));
    });
    line.addEventListener('close', () => {
      if (line !== this.line) return; // another person took over
      this.state(false);
      this.timer = setTimeout(() => this.connect(person), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    });
  }
}
