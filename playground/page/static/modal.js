// A form the bot opened.
import { offered, written } from './components.js';
import { element, freshId, icon } from './element.js';
import { markdown } from './markdown.js';

const PARAGRAPH = 2;

/** `send(answers)` gives null, or the sentence to show while the form stays open. */
export function openModal(modal, { author, context, send }) {
  const heading = freshId('modal');
  const fields = modal.components.map((each) => field(each, context)).filter(Boolean);
  const problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  const close = element(
    'button',
    { type: 'button', class: 'close', 'aria-label': 'Close' },
    icon('close'),
  );
  const back = element('button', { type: 'button', class: 'button link' }, 'Cancel');
  const go = element('button', { type: 'submit', class: 'button primary' }, 'Submit');
  const form = element(
    'form',
    { method: 'dialog' },
    element('h2', { id: heading }, modal.title),
    element(
      'p',
      { class: 'quiet note' },
      icon('warn'),
      `This form goes to ${author}. Do not share passwords.`,
    ),
    element(
      'div',
      { class: 'fields' },
      fields.map((each) => each.node),
    ),
    problem,
    element('div', { class: 'modal-buttons' }, back, go),
  );
  const dialog = element('dialog', { class: 'modal', 'aria-labelledby': heading }, close, form);
  for (const button of [close, back]) button.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    go.disabled = true;
    go.classList.add('busy');
    const answers = fields.filter((each) => each.name).map((each) => [each.name, each.read()]);
    const sentence = await send(Object.fromEntries(answers));
    go.disabled = false;
    go.classList.remove('busy');
    problem.hidden = sentence === null;
    problem.textContent = sentence ?? '';
    if (sentence === null) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector('.fields :is(input, textarea, select)')?.focus();
}

/** {node, name, read}: what stands in the form, and what is answered under which name. */
function field(component, context) {
  if (component.type === 10) {
    return { node: element('div', { class: 'words' }, markdown(component.content, context.names)) };
  }
  const inner = component.type === 18 ? component.component : component.components?.[0];
  const made = inner && INPUTS[inner.type]?.(inner, context);
  if (!made) return null;
  const id = freshId('field');
  const label = component.label ?? inner.label ?? '';
  const about = component.description
    ? element('small', { id: `${id}-about` }, component.description)
    : null;
  made.control.id = id;
  if (about) made.control.setAttribute('aria-describedby', `${id}-about`);
  const star =
    inner.required === false
      ? null
      : element('span', { class: 'star', 'aria-hidden': 'true' }, '*');
  const heading = made.group
    ? element('div', { class: 'label', id: `${id}-label` }, label, star)
    : element('label', { class: 'label', for: id }, label, star);
  if (made.group) made.control.setAttribute('aria-labelledby', `${id}-label`);
  const node = element('div', { class: 'field' }, heading, about, made.control);
  return { node, name: inner.custom_id, read: made.read };
}

const INPUTS = {
  3: choose,
  4: write,
  5: choose,
  6: choose,
  7: choose,
  8: choose,
  19: upload,
  21: (inner) => tickable(inner, 'radio'),
  22: (inner) => tickable(inner, 'checkbox'),
  23: (inner) => {
    const control = element('input', { type: 'checkbox', checked: Boolean(inner.default) });
    return { control, read: () => control.checked };
  },
};

function write(inner) {
  const long = inner.style === PARAGRAPH;
  const control = element(long ? 'textarea' : 'input', {
    type: long ? null : 'text',
    rows: long ? '5' : null,
    placeholder: inner.placeholder,
    minlength: inner.min_length,
    maxlength: inner.max_length ?? 4000,
    required: inner.required !== false,
    autocomplete: 'off',
  });
  control.value = inner.value ?? '';
  return { control, read: () => control.value };
}

function choose(inner, context) {
  const chosen = new Set((inner.default_values ?? []).map((each) => each.id));
  const choices = inner.type === 3 ? written(inner.options) : offered(inner.type, context, chosen);
  const many = (inner.max_values ?? 1) > 1;
  const control = element('select', { multiple: many, required: inner.required !== false });
  if (!many)
    control.append(element('option', { value: '' }, inner.placeholder ?? 'Make a selection'));
  for (const each of choices) {
    control.append(element('option', { value: each.value, selected: each.chosen }, each.label));
  }
  return {
    control,
    read: () => [...control.selectedOptions].map((each) => each.value).filter(Boolean),
  };
}

function upload(inner) {
  const many = (inner.max_values ?? 1) > 1;
  const control = element('input', {
    type: 'file',
    multiple: many,
    required: inner.required !== false,
  });
  return { control, read: () => [...control.files] };
}

function tickable(inner, type) {
  const name = freshId('group');
  const boxes = inner.options.map((option) => {
    const box = element('input', {
      type,
      name,
      value: option.value,
      checked: Boolean(option.default),
    });
    box.required = type === 'radio' && inner.required !== false;
    return element('label', { class: 'tick' }, box, option.label);
  });
  const control = element('div', { role: type === 'radio' ? 'radiogroup' : 'group' }, boxes);
  const values = () => [...control.querySelectorAll(':checked')].map((each) => each.value);
  return { control, read: values, group: true };
}
