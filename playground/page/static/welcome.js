// The first thing in a channel: where one is, and what to type.
import { element } from './element.js';

const EXAMPLES = { imagine: '/imagine a red apple' };
const KEY = 35; // between two letters, in milliseconds

export class Welcome {
  /** `write(text)` puts text in the composer, `focus()` goes there. */
  constructor(root, write, focus) {
    this.root = root;
    this.write = write;
    this.focus = focus;
    this.typing = 0;
    this.example = '';
    this.title = root.querySelector('h2');
    this.words = root.querySelector('.welcome-words');
    this.invitation = root.querySelector('.welcome-try');
    this.code = element('code', {});
    const button = element(
      'button',
      { type: 'button', class: 'button primary try' },
      'Type it for me',
    );
    button.addEventListener('click', () => this.#type());
    this.invitation.append(this.code, button);
  }

  show(room, bot, commands) {
    this.example = exampleOf(commands);
    this.title.textContent = room
      ? `Welcome to ${room.type === 1 ? '@' : '#'}${room.name}`
      : 'Nothing here yet';
    const where =
      'This is a playground on your own machine, not Discord: nothing you do here leaves it.';
    const age = room?.nsfw ? ' This channel is age-restricted.' : '';
    this.words.textContent = `${where}${age} ${this.#invite(bot)}`;
    this.invitation.hidden = this.example === '';
    this.code.textContent = this.example;
  }

  #invite(bot) {
    if (!bot?.seen) return `${bot?.name ?? 'The bot'} is on its way, a moment please.`;
    if (this.example === '') return `${bot.name} has no commands here.`;
    if (this.example === EXAMPLES.imagine)
      return `Tell ${bot.name} what to paint, press Enter, and watch it appear.`;
    return `Type / to see what ${bot.name} can do.`;
  }

  /** Letter by letter, so that one sees where commands go; at once for those who want no motion. */
  #type() {
    clearInterval(this.typing);
    this.focus();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.write(this.example);
      return;
    }
    let length = 0;
    this.typing = setInterval(() => {
      length += 1;
      this.write(this.example.slice(0, length));
      if (length >= this.example.length) clearInterval(this.typing);
    }, KEY);
  }
}

/** A line worth typing first: of a command that is here. */
function exampleOf(commands) {
  const slash = commands.filter(({ type }) => (type ?? 1) === 1);
  const known = slash.find(({ name }) => name in EXAMPLES);
  if (known) return EXAMPLES[known.name];
  return slash.length ? `/${slash[0].name} ` : '';
}
