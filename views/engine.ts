import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { create } from 'express-handlebars';
import { createHelpers, type HelperDependencies } from './helpers.ts';

/** Where the templates stand. */
export const viewsDir = fileURLToPath(new URL('.', import.meta.url));

export interface EngineOptions extends HelperDependencies {
  /** Compiled templates are kept; false while one edits them. */
  cache: boolean;
}

/** `views/<slug>/partials/x.hbs` is called `<slug>/x`. */
const partialsOfProcedures = (): unknown[] =>
  readdirSync(viewsDir)
    .map((name) => ({ namespace: name, dir: path.join(viewsDir, name, 'partials') }))
    .filter(({ dir }) => existsSync(dir));

/**
 * The Handlebars engine that pages, letters and mails share.
 *
 * A partial sees only what it is given: `{{> field-text name="street" label="Rue"}}` does not inherit the page's `title` or `rows`.
 * `@root` still reaches the page (the CSRF token, the nonce).
 */
export function createEngine({ cache, ...dependencies }: EngineOptions) {
  const handlebars = create({
    extname: '.hbs',
    defaultLayout: 'portal',
    layoutsDir: path.join(viewsDir, 'layouts'),
    // Its type asks for compiled templates beside a folder, which it reads itself.
    partialsDir: [path.join(viewsDir, 'partials'), ...partialsOfProcedures()] as string[],
    helpers: createHelpers(dependencies),
    compilerOptions: { explicitPartialContext: true, preventIndent: true },
  });
  if (cache) {
    // The library asks its own caches for every partial at each page, one promise after another.
    const read = handlebars.getPartials.bind(handlebars);
    let partials: ReturnType<typeof read> | undefined;
    handlebars.getPartials = (options) => (partials ??= read(options));
  }

  /**
   * One view as text, outside of a request: a letter, a mail, a fragment.
   * @param view path below `views/`, without extension
   * @param data what the view reads; `layout` names a layout, and is none by default
   */
  async function renderHtml(
    view: string,
    data: Record<string, unknown> & { layout?: string | false } = {},
  ): Promise<string> {
    const { layout = false, ...context } = data;
    // The layout's type forbids `false`, which the engine reads as "none".
    const options = { ...context, layout: layout as string, cache, settings: { views: viewsDir } };
    return (await handlebars.renderView(path.join(viewsDir, `${view}.hbs`), options)) as unknown as string;
  }

  return { engine: handlebars.engine, renderHtml };
}
