// Where one writes: a text field that knows the commands.
import { OPTION, complete, entriesOf, read } from './command_line.js';
import { element, icon } from './element.js';
import { Picker } from './picker.js';
import { commandItems, optionItems, usageOf, valueItems } from './suggestions.js';

const PAUSE = 150; // before the bot is asked for suggestions, in milliseconds
const TALLEST = 180; // of the field, in CSS pixels

export class Composer {
  /** `doors` has run(entry, options), say(text), suggest(entry, options, option) and places(). */
  constructor(root, doors) {
    this.doors = doors;
    this.entries = [];
    this.chosen = new Map(); // "option:text" -> the value behind a picked name
    this.files = new Map(); // option name -> File
    this.recalled = '';
    this.asked = 0;
    this.timer = 0;

    this.field = root.querySelector('textarea');
    this.mirror = root.querySelector('.mirror');
    this.problem = root.querySelector('.problem');
    this.shelf = root.querySelector('.shelf');
    this.browse = root.querySelector('input[type=file]');
    this.picker = new Picker(root.querySelector('.picker'), (item) => this.#choose(item));

    root.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    this.field.addEventListener('input', () => this.#changed());
    this.field.addEventListener('keydown', (event) => this.#key(event));
    this.field.addEventListener('click', () => this.#suggest());
    this.field.addEventListener('keyup', (event) => {
      if (/^(Arrow(Left|Right)|Home|End)$/.test(event.key)) this.#suggest();
    });
    this.field.addEventListener('scroll', () => this.#reflect());
    this.field.addEventListener('blur', () => this.picker.hide());
    this.field.addEventListener('focus', () => this.#suggest());
    this.field.addEventListener('paste', (event) => this.#take(event.clipboardData?.files, event));
    root.addEventListener('dragover', (event) => event.preventDefault());
    root.addEventListener('drop', (event) => this.#take(event.dataTransfer?.files, event));
    this.browse.addEventListener('change', () => {
      const [file] = this.browse.files;
      if (file && this.wanted) this.#attach(this.wanted, file);
      this.browse.value = '';
      this.field.focus();
    });
    new ResizeObserver(() => this.#reflect()).observe(this.field);
  }

  set commands(commands) {
    this.entries = entriesOf(commands);
    this.#changed();
  }

  set placeholder(text) {
    this.field.placeholder = text;
    this.field.setAttribute('aria-label', text);
  }

  get text() {
    return this.field.value;
  }

  /** Put `text` in the field as if it had been typed. */
  write(text) {
    this.field.value = text;
    this.field.setSelectionRange(text.length, text.length);
    this.#changed();
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /** Give back what could not be sent, unless something new is being written. */
  restore(text, sentence) {
    if (this.field.value === '') this.write(text);
    this.#complain(sentence);
  }

  #read() {
    return read(this.field.value, this.field.selectionStart, this.entries);
  }

  #changed() {
    this.#complain('');
    this.#reflect();
    this.#suggest();
  }

  #complain(sentence) {
    this.problem.textContent = sentence;
    this.problem.hidden = sentence === '';
  }

  /** Grow with the text, and colour the names of options in the layer behind it. */
  #reflect() {
    const { field, mirror } = this;
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
    mirror.replaceChildren(...this.#coloured(), '\u200b');
    mirror.style.transform = `translateY(${-field.scrollTop}px)`;
  }

  #coloured() {
    const text = this.field.value;
    const line = read(text, text.length, this.entries);
    if (line.kind !== 'options') return [text];
    const nodes = [element('span', { class: 'typed-command' }, `/${line.entry.name}`)];
    let at = line.entry.name.length + 1;
    for (const { option, mark } of line.given) {
      if (mark !== undefined) {
        nodes.push(text.slice(at, mark));
        at = mark + option.name.length + 1;
        nodes.push(element('span', { class: 'typed-option' }, text.slice(mark, at)));
      }
    }
    return [...nodes, text.slice(at)];
  }

  #suggest() {
    clearTimeout(this.timer);
    this.asked += 1;
    const line = this.#read();
    if (line.kind === 'message' || document.activeElement !== this.field) this.picker.hide();
    else if (line.kind === 'name') this.#suggestCommands(line);
    else this.#suggestOptions(line);
    this.#announce();
  }

  #announce() {
    const { field, picker } = this;
    field.setAttribute('aria-expanded', String(picker.open));
    if (picker.open && picker.activeId)
      field.setAttribute('aria-activedescendant', picker.activeId);
    else field.removeAttribute('aria-activedescendant');
  }

  #suggestCommands({ query }) {
    const items = commandItems(this.entries, query);
    const usage = items.length
      ? []
      : [element('div', { class: 'usage-words' }, `No command begins with /${query}`)];
    this.picker.show({ title: 'Commands', usage, items, active: items.length ? 0 : -1 });
  }

  #suggestOptions(line) {
    const { option, text, named } = line.focus;
    const usage = usageOf(line, this.files);
    const values = option && named ? valueItems(option, text, this.doors.places()) : null;
    if (values) {
      const settled = values.some(({ label }) => label.toLowerCase() === text.toLowerCase());
      const items = settled ? [] : values;
      this.picker.show({ title: option.name, usage, items, active: items.length ? 0 : -1 });
      return;
    }
    const items = option?.autocomplete && named ? [] : optionItems(line, this.files);
    this.picker.show({ title: 'Options', usage, items, active: -1 });
    if (option?.autocomplete) this.#ask(line, usage);
  }

  /** The bot's own suggestions, a moment after the last key. */
  #ask(line, usage) {
    const mine = this.asked;
    const { option, text, named } = line.focus;
    this.timer = setTimeout(async () => {
      const others = line.given.filter((each) => each.option !== option);
      const sofar =
        complete({ ...line, given: others, problem: null }, this.#known()).options ?? {};
      const choices = await this.doors.suggest(
        line.entry,
        { ...sofar, [option.name]: text },
        option,
      );
      if (mine !== this.asked) return; // the person has typed on
      const items = choices.map(({ name, value }) => ({
        kind: 'value',
        label: name,
        value,
        option,
      }));
      const settled = items.some(({ label }) => label.toLowerCase() === text.toLowerCase());
      this.picker.show({
        title: option.name,
        usage,
        items,
        active: named && items.length && !settled ? 0 : -1,
      });
      this.#announce();
    }, PAUSE);
  }

  #choose(item) {
    const line = this.#read();
    if (item.kind === 'command') this.write(`/${item.entry.name} `);
    else if (item.kind === 'option') this.#chooseOption(line, item.option);
    else if (item.option.type === OPTION.ATTACHMENT) this.#chooseFile(line, item.option);
    else this.#chooseValue(line, item);
  }

  #chooseOption(line, option) {
    const { field } = this;
    const cursor = Math.max(field.selectionStart, line.entry.name.length + 2);
    const from = cursor - line.focus.word.length;
    if (option.type === OPTION.ATTACHMENT) {
      this.#replace(from, cursor, '');
      this.#pickFile(option);
      return;
    }
    const gap = /\s$/u.test(field.value.slice(0, from)) ? '' : ' ';
    this.#replace(from, cursor, `${gap}${option.name}:`);
  }

  #chooseFile(line, option) {
    const { mark, to } = line.given.find((each) => each.option === option);
    this.#replace(mark, to, '');
    this.#pickFile(option);
  }

  #chooseValue(line, { option, label, value }) {
    const { start, end, from, named } = line.focus;
    // A short answer without its name would be taken for part of the sentence.
    const text = named ? label : `${option.name}:${label}`;
    this.chosen.set(`${option.name}:${label}`, value);
    this.#replace(Math.max(from, start), end, `${text} `);
  }

  #replace(from, to, text) {
    this.field.setRangeText(text, from, to, 'end');
    this.#changed();
    this.focus();
  }

  #pickFile(option) {
    this.wanted = option;
    this.browse.click();
  }

  #attach(option, file) {
    this.files.set(option.name, file);
    this.#drawShelf();
    this.#changed();
  }

  /** Pasted or dropped files go to the command's first option that wants one. */
  #take(files, event) {
    const line = this.#read();
    if (!files?.length || line.kind !== 'options') return;
    const wanting = line.entry.options.filter((each) => each.type === OPTION.ATTACHMENT);
    const option = wanting.find(({ name }) => !this.files.has(name)) ?? wanting[0];
    if (!option) return;
    event.preventDefault();
    this.#attach(option, files[0]);
  }

  #drawShelf() {
    const chips = [...this.files].map(([name, file]) => {
      const remove = () => {
        this.files.delete(name);
        this.#drawShelf();
        this.#changed();
        this.focus();
      };
      const label = `Remove ${file.name}`;
      return element(
        'span',
        { class: 'shelved' },
        icon('file'),
        `${name}: ${file.name}`,
        element('button', { type: 'button', 'aria-label': label, onclick: remove }, icon('close')),
      );
    });
    this.shelf.replaceChildren(...chips);
    this.shelf.hidden = chips.length === 0;
  }

  #key(event) {
    if (event.isComposing) return;
    const { picker } = this;
    if (event.key === 'Enter' && !event.shiftKey) {
      if (picker.open && picker.active >= 0 && !this.#isWholeName())
        picker.choose(picker.items[picker.active]);
      else this.#send();
    } else if (event.key === 'Tab' && !event.shiftKey && picker.open && picker.items.length) {
      picker.choose(picker.items[Math.max(picker.active, 0)]);
    } else if (event.key === 'Escape' && picker.open) {
      picker.hide();
    } else if (event.key === 'ArrowDown' && picker.open && picker.items.length) {
      picker.move(1);
    } else if (event.key === 'ArrowUp' && picker.open && picker.items.length) {
      picker.move(-1);
    } else if (event.key === 'ArrowUp' && this.field.value === '' && this.recalled) {
      this.write(this.recalled);
    } else {
      return;
    }
    event.preventDefault();
    this.#announce();
  }

  /** A command that wants nothing more is sent by Enter, not completed first. */
  #isWholeName() {
    const line = this.#read();
    const picked = this.picker.items[this.picker.active]?.entry;
    return (
      line.kind === 'name' &&
      picked?.name === line.query &&
      picked.options.every((each) => !each.required)
    );
  }

  #known() {
    const { people, roles, channels } = this.doors.places();
    const names = (option, text) =>
      valueItems(option, '', { people, roles, channels })?.find(({ label, value }) =>
        [label.toLowerCase(), label.slice(1).toLowerCase(), String(value)].includes(
          text.toLowerCase(),
        ),
      )?.value;
    return { chosen: this.chosen, names, files: this.files };
  }

  #send() {
    const text = this.field.value.trimEnd();
    if (text === '') return;
    const line = read(`${text} `, text.length + 1, this.entries);
    if (line.kind === 'options') {
      const { options, problem } = complete(line, this.#known());
      if (problem) {
        this.#complain(problem);
        return;
      }
      this.#clear(text);
      this.doors.run(line.entry, options, text);
    } else if (line.kind === 'name') {
      this.#complain(`There is no command ${text.split(/\s/u)[0]}. Type / to see them all.`);
    } else {
      this.#clear(text);
      this.doors.say(text);
    }
  }

  #clear(text) {
    this.recalled = text;
    this.field.value = '';
    this.files.clear();
    this.chosen.clear();
    this.#drawShelf();
    this.#changed();
  }
}
