// Paints the borrowed components in the page's own colours, dark and light. Import before using them.
import '/page/vendor/discord-components.js';

const STYLES = {
  'discord-message': `
    :host, :host(:hover) { background: none; }
    .discord-message-content { min-width: 0; }
    .discord-author-avatar img { cursor: default; }
    .discord-message-timestamp { color: var(--quiet); }`,
  'discord-author-info': `
    :host .discord-author-username { color: var(--strong); cursor: default; }
    :host .discord-author-username:hover { text-decoration: none; }`,
  'discord-command': `
    :host, :host .discord-replied-message-username { color: var(--quiet); opacity: 1; cursor: default; }
    :host .discord-replied-message-username:hover { text-decoration: none; }
    :host .discord-slash-command-name, :host .discord-slash-command-name:hover {
      background: var(--accent-soft); color: var(--accent-text) !important;
    }
    :host::before { border-color: var(--button) !important; }`,
  'discord-embed': `
    :host .discord-embed-wrapper { background: var(--side); border-color: var(--line); }
    :host .discord-left-border { background-color: var(--button); }`,
  'discord-embed-footer': ':host { color: var(--quiet); }',
};

for (const [name, css] of Object.entries(STYLES)) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  // The class keeps the sheets that every element of it adopts when it is made.
  customElements.get(name).elementStyles.push(sheet);
}
