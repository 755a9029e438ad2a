// Moments, said the way a chat says them; the relative ones tick.
import { element } from './element.js';

const STYLES = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

export function fromNow(unix, now = Date.now()) {
  const seconds = Math.round(unix - now / 1000);
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return relative.format(Math.trunc(seconds / length), unit);
}

/** What `<t:unix:style>` becomes. */
export function moment(unix, style = 'f') {
  const date = new Date(unix * 1000);
  if (Number.isNaN(date.getTime())) return document.createTextNode(`<t:${unix}:${style}>`);
  const full = new Intl.DateTimeFormat('en', STYLES.F).format(date);
  const text =
    style === 'R' ? fromNow(unix) : new Intl.DateTimeFormat('en', STYLES[style]).format(date);
  const attributes = { class: 'moment', datetime: date.toISOString(), title: full };
  if (style === 'R') attributes['data-unix'] = unix;
  return element('time', attributes, text);
}

/** "Today at 14:05", beside a name. */
export function sentAt(iso, now = new Date()) {
  const date = new Date(iso);
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  if (days === 0) return `Today at ${clock.format(date)}`;
  if (days === 1) return `Yesterday at ${clock.format(date)}`;
  return `${day.format(date)}, ${clock.format(date)}`;
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** Keep every relative moment on the page true. */
export function tick() {
  for (const time of document.querySelectorAll('time[data-unix]')) {
    const text = fromNow(Number(time.dataset.unix));
    if (time.textContent !== text) time.textContent = text;
  }
}
