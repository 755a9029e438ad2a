// Bundles the components into one file that knows no address outside the machine it is served from.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const emojiAddress = 'https://cdn.discordapp.com/emojis/${id}.${extension}';

const offline = {
  name: 'offline',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/config\.js$/ }, () => ({ path: here('offline.js') }));
    onLoad({ filter: /discord-components-core.*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      // The page chooses its own font; custom emoji are drawn by the page from the playground.
      const contents = source.replaceAll("'gg sans', ", '').replaceAll(emojiAddress, '');
      return { contents };
    });
  },
};

const licences = `/* Bundled from @skyra/discord-components-core 4.0.2 (MIT), lit 3.3.3 and @lit/context 1.1.6
   (BSD-3-Clause). The notices stand in NOTICES.md beside this file, the recipe in README.md. */`;

await build({
  entryPoints: [here('entry.js')],
  outfile: here('discord-components.js'),
  plugins: [offline],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'inline',
  banner: { js: licences },
});
