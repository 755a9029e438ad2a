// Reads what stands in the composer against the synced commands. Pure: no DOM, no network.

export const OPTION = {
  SUBCOMMAND: 1,
  GROUP: 2,
  STRING: 3,
  INTEGER: 4,
  BOOLEAN: 5,
  USER: 6,
  CHANNEL: 7,
  ROLE: 8,
  MENTIONABLE: 9,
  NUMBER: 10,
  ATTACHMENT: 11,
};

/** Every slash command and subcommand as one entry: {command, path, description, options}. */
export function entriesOf(commands) {
  return commands
    .filter((command) => (command.type ?? 1) === 1)
    .flatMap((command) => spread(command, [command.name], command))
    .sort((one, other) => one.path.join(' ').localeCompare(other.path.join(' ')));
}

function spread(node, path, command) {
  const inner = (node.options ?? []).filter((option) => option.type <= OPTION.GROUP);
  if (inner.length) return inner.flatMap((each) => spread(each, [...path, each.name], command));
  const options = [...(node.options ?? [])].sort(
    (one, other) => Number(other.required ?? false) - Number(one.required ?? false),
  );
  return [{ command, path, name: path.join(' '), description: node.description, options }];
}

/**
 * What the text means with the cursor where it is. One of
 * {kind: 'message'}, {kind: 'name', query} and {kind: 'options', entry, given, focus, problem}.
 *
 * `given` lists {option, text, start, end} in the order written; words before the first `name:`
 * belong to the first required text option. `focus` is {option, text, start, end} around the
 * cursor, with `word` (the last word before the cursor) and `named` (its name was written out).
 */
export function read(text, position, entries) {
  if (!text.startsWith('/')) return { kind: 'message' };
  const entry = entries
    .filter(({ name }) => text.startsWith(`/${name} `) || text.startsWith(`/${name}\n`))
    .sort((one, other) => other.name.length - one.name.length)[0];
  if (!entry) return { kind: 'name', query: text.slice(1) };
  const start = entry.name.length + 2;
  const cursor = Math.max(position, start);
  const { given, problem } = split(text, start, entry);
  return {
    kind: 'options',
    entry,
    given,
    problem,
    focus: focusOf(text, cursor, start, given, entry),
  };
}

function split(text, start, entry) {
  const names = entry.options.map((option) => escape(option.name));
  const marks = [];
  if (names.length) {
    const pattern = new RegExp(`(?<=\\s)(${names.join('|')}):`, 'giu');
    pattern.lastIndex = start - 1;
    for (const found of text.matchAll(pattern)) {
      if (found.index >= start) {
        marks.push({
          name: found[1].toLowerCase(),
          at: found.index,
          value: found.index + found[0].length,
        });
      }
    }
  }
  const given = [];
  let problem = null;
  const free = text.slice(start, marks[0]?.at ?? text.length);
  const written = new Set(marks.map((mark) => mark.name));
  if (free.trim()) {
    const takesText = (option) => option.type === OPTION.STRING && !written.has(option.name);
    const option =
      entry.options.find((each) => each.required && takesText(each)) ??
      (entry.options.every((each) => !each.required) ? entry.options.find(takesText) : undefined);
    if (option) given.push(value(text, option, start, start + free.length, false));
    else problem = `/${entry.name} does not know what to do with “${shorten(free.trim())}”.`;
  }
  marks.forEach((mark, index) => {
    const option = entry.options.find((each) => each.name.toLowerCase() === mark.name);
    if (given.some((each) => each.option === option)) problem = `${option.name} is given twice.`;
    const end = marks[index + 1]?.at ?? text.length;
    given.push({ ...value(text, option, mark.value, end, true), mark: mark.at });
  });
  return { given, problem };
}

function value(text, option, from, to, named) {
  const raw = text.slice(from, to);
  const start = from + (raw.length - raw.trimStart().length);
  return { option, text: raw.trim(), start, end: start + raw.trim().length, from, to, named };
}

function focusOf(text, cursor, start, given, entry) {
  const inside = given.find((each) => cursor >= each.from && cursor <= each.to);
  const word = /\S*$/u.exec(text.slice(start, cursor))[0];
  if (!inside)
    return { option: null, text: '', start: cursor, end: cursor, word, named: false, entry };
  return {
    option: inside.option,
    text: inside.text,
    start: inside.start,
    end: inside.end,
    from: inside.from,
    word,
    named: inside.named,
  };
}

/** The options as the bot gets them, {name: value}, or the sentence that says what is missing. */
export function complete({ entry, given, problem }, { chosen, names, files }) {
  if (problem) return { problem };
  const options = {};
  for (const { option, text } of given) {
    const picked = chosen.get(`${option.name}:${text}`);
    if (option.type === OPTION.ATTACHMENT) {
      if (files.has(option.name)) options[option.name] = files.get(option.name);
    } else if (text !== '') {
      const { value: read, problem: wrong } =
        picked === undefined ? parse(option, text, names) : { value: picked };
      if (wrong) return { problem: `${option.name}: ${wrong}`, option };
      options[option.name] = read;
    }
  }
  for (const [name, file] of files) {
    if (entry.options.some((option) => option.name === name)) options[name] = file;
  }
  const missing = entry.options.find((option) => option.required && !(option.name in options));
  if (missing)
    return { problem: `${missing.name} is still missing: ${missing.description}`, option: missing };
  return { options };
}

function parse(option, text, names) {
  if (option.choices?.length) {
    const folded = text.toLowerCase();
    const found =
      option.choices.find((each) => each.name.toLowerCase() === folded) ??
      option.choices.find((each) => String(each.value).toLowerCase() === folded);
    if (found) return { value: found.value };
    return { problem: `pick one of ${option.choices.map((each) => each.name).join(', ')}.` };
  }
  switch (option.type) {
    case OPTION.STRING:
      return lengthOf(option, text);
    case OPTION.INTEGER:
      if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(Number(text))) {
        return { problem: `a whole number${range(option)}, please.` };
      }
      return within(option, Number(text));
    case OPTION.NUMBER:
      if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text))
        return { problem: `a number${range(option)}, please.` };
      return within(option, Number(text));
    case OPTION.BOOLEAN:
      if (/^(true|yes|on)$/i.test(text)) return { value: true };
      if (/^(false|no|off)$/i.test(text)) return { value: false };
      return { problem: 'True or False, please.' };
    default: {
      const id = names(option, text);
      return id
        ? { value: id }
        : { problem: `nobody and nothing here is called “${shorten(text)}”.` };
    }
  }
}

function lengthOf({ min_length: least, max_length: most }, text) {
  const length = [...text].length;
  if (most !== undefined && length > most)
    return { problem: `at most ${most} characters, this is ${length}.` };
  if (least !== undefined && length < least)
    return { problem: `at least ${least} characters, please.` };
  return { value: text };
}

function within(option, number) {
  const { min_value: least = -Infinity, max_value: most = Infinity } = option;
  if (number >= least && number <= most) return { value: number };
  return { problem: `a number${range(option)}, please.` };
}

function range({ min_value: least, max_value: most }) {
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (least !== undefined) return ` of ${least} or more`;
  return most === undefined ? '' : ` of ${most} or less`;
}

function shorten(text) {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
