import type { Express } from 'express';
import type { Day } from '../domain/calendar.ts';
import { createEngine, viewsDir } from '../views/engine.ts';

export interface ViewsOptions {
  /** The day it is in Brussels: due dates are told in words from it. */
  today: () => Day;
  /** The address of a file of `public/`, from `createAssets`. */
  asset: (file: string) => string;
  /** Keeps compiled templates; false while one edits them. */
  cache: boolean;
}

/**
 * The views of the portal: `install` makes `res.render('cases/case', …)` work on an application, in the
 * `portal` layout unless `layout` says otherwise; `renderPartialHtml` renders one view as text, in no layout unless named.
 */
export function createViews(options: ViewsOptions) {
  const { engine, renderHtml } = createEngine(options);

  function install(app: Express): void {
    app.engine('hbs', engine);
    app.set('view engine', 'hbs');
    app.set('views', viewsDir);
    if (options.cache) app.enable('view cache');
    else app.disable('view cache');
  }

  return { install, renderPartialHtml: renderHtml };
}
