import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Express, Request, Response } from 'express';
import { letterFonts } from '../views/letters/css.ts';
import { browserScripts } from './browser-scripts.ts';
import { bestEncoding } from './premiers-pas/answer.ts';

const publicDir = fileURLToPath(new URL('../public/', import.meta.url));
const fromPackage = createRequire(import.meta.url).resolve;

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
};
const compressible = new Set(['.css', '.js', '.svg']);

/** Of Bootstrap only its reboot and its grid: 9 KB compressed instead of 31, and none of its colours to bring to contrast. */
const bundle = {
  name: 'styles/portal.css',
  parts: [
    fromPackage('bootstrap/dist/css/bootstrap-reboot.min.css'),
    fromPackage('bootstrap/dist/css/bootstrap-grid.min.css'),
    ...[
      'tokens',
      'base',
      'shell',
      'parts',
      'forms',
      'tables',
      'photos',
      'sheet',
      'checklist',
      'team',
      'accounts',
      'subsidies',
      'quarter',
      'aes-subsidy',
      'print',
    ].map((name) => path.join(publicDir, 'styles', `${name}.css`)),
  ],
};
/** What parents load is light: no grid, no lists, no shell of the portal. */
const publicBundle = {
  name: 'styles/public.css',
  parts: [
    fromPackage('bootstrap/dist/css/bootstrap-reboot.min.css'),
    ...['tokens', 'base', 'forms', 'place', 'premiers-pas'].map((name) =>
      path.join(publicDir, 'styles', `${name}.css`),
    ),
  ],
};
/** Of the grid only its layout: its colours are ours. */
const grid = fromPackage('tabulator-tables/dist/css/tabulator_simple.min.css');
const fontName = 'source-sans-3-latin-wght-normal.woff2';
const font = fromPackage(`@fontsource-variable/source-sans-3/files/${fontName}`);

interface Asset {
  body: Buffer;
  type: string;
  /** Compressed forms, made when first asked for. */
  br?: Promise<Buffer> | undefined;
  gzip?: Promise<Buffer> | undefined;
}

/**
 * The files the browser fetches, under `/assets/<hash of all of them>/<file>`: a file that changes changes the address, so
 * browsers may keep what they have for ever. An address of an earlier release still answers, with what there is now, uncached.
 * @param reload reads the files again at each page, while one edits them
 */
export function createAssets({ reload = false } = {}) {
  let { files, version } = readAssets(reload);

  function asset(file: string): string {
    if (reload) ({ files, version } = readAssets(true));
    if (!files.has(file)) throw new Error(`no asset named ${file}`);
    return `/assets/${version}/${file}`;
  }

  function serveStatic(app: Express): void {
    app.get('/assets/:version/*file', async (req, res, next) => {
      const found = files.get([req.params.file].flat().join('/'));
      if (!found) {
        next();
        return;
      }
      res.set('Cache-Control', req.params.version === version ? 'public, max-age=31536000, immutable' : 'no-cache');
      await send(req, res, found);
    });
    app.get('/favicon.ico', (_req, res) => res.redirect(301, asset('favicon.svg')));
  }

  return { asset, serveStatic };
}

async function send(req: Request, res: Response, asset: Asset): Promise<void> {
  res.set({
    'Content-Type': asset.type,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  if (!compressible.has(extension(asset.type))) return void res.send(asset.body);
  res.vary('Accept-Encoding');
  const encoding = bestEncoding(req);
  if (!encoding) return void res.send(asset.body);
  asset[encoding] ??= promisify<Buffer, Buffer>(encoding === 'br' ? brotliCompress : gzip)(asset.body);
  res.set('Content-Encoding', encoding).send(await asset[encoding]);
}

function readAssets(reload: boolean) {
  const contents = new Map<string, Buffer>();
  for (const entry of readdirSync(publicDir, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && types[path.extname(file)])
      contents.set(path.relative(publicDir, file).split(path.sep).join('/'), readFileSync(file));
  }
  for (const [name, script] of browserScripts({ again: reload })) contents.set(name, script);
  contents.set('styles/tabulator.css', Buffer.from(withoutMap(grid)));
  contents.set(`fonts/${fontName}`, readFileSync(font));
  for (const [name, file] of letterFonts) contents.set(`fonts/${name}`, readFileSync(file));
  for (const { name, parts } of [bundle, publicBundle])
    contents.set(name, Buffer.from(parts.map(withoutMap).join('\n')));

  const hash = createHash('sha256');
  for (const [name, body] of [...contents].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(name).update('\0').update(body);
  const files = new Map(
    [...contents].map(([name, body]): [string, Asset] => [name, { body, type: types[path.extname(name)]! }]),
  );
  return { files, version: hash.digest('hex').slice(0, 12) };
}

/** A style sheet of a package, without the address of its map, which is not served. */
const withoutMap = (file: string): string => readFileSync(file, 'utf8').replace(/\/\*#.*?\*\//s, '');

function extension(type: string): string {
  return Object.keys(types).find((key) => types[key] === type) ?? '';
}
