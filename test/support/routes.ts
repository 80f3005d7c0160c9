/** Every route of the portal, as the router itself lists them: what is not here answers 404. */
import type { Express } from 'express';

export interface Route {
  /** PUT: of the interface for software alone. */
  method: 'GET' | 'POST' | 'PUT';
  path: string;
}
interface Listed {
  path: string | RegExp;
  methods?: string[];
  router?: { listRoutes(): Listed[] };
}

/**
 * Methods and patterns, those of nested routers with the path they are mounted at; HEAD goes with GET.
 * A middleware that answers by itself (`app.use(path, handler)`) is no route and is not seen: the pipeline has none but the refusals.
 * @throws at a pattern that is not a text, or a method that the house does not use
 */
export function routesOf(app: Express): Route[] {
  const walk = (router: { listRoutes(): Listed[] }, base: string): Route[] =>
    router.listRoutes().flatMap(({ path, methods, router: nested }) => {
      if (typeof path !== 'string') throw new Error(`a route that is not a text: ${String(path)}`);
      const full = path === '/' && base ? base : `${base}${nested && path === '/' ? '' : path}`;
      if (nested) return walk(nested, full);
      return (methods ?? [])
        .filter((method) => method !== 'HEAD')
        .map((method) => {
          if (method !== 'GET' && method !== 'POST' && method !== 'PUT')
            throw new Error(`${method} ${full}: only GET, POST and PUT`);
          return { method, path: full };
        });
    });
  return walk(app.router as unknown as { listRoutes(): Listed[] }, '');
}
