/** What search engines are told: the pages that stand for themselves, and when each has changed. */
import type { PlaceIndex } from '../../domain/premiers-pas/place-index.ts';

export const sitemapPath = '/premiers-pas/sitemap.xml';
export const contentPaths = { choose: '/premiers-pas/choisir', role: '/premiers-pas/role-de-l-one' } as const;

/** One file may hold 50,000 addresses; all places are some four thousand. */
const most = 49_000;

export const sitemapOf = ({ all }: PlaceIndex, origin: string): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...['/premiers-pas', ...Object.values(contentPaths)].map((path) => `<url><loc>${origin}${path}</loc></url>`),
    ...all
      .filter(({ place }) => place.status === 'open')
      .slice(0, most)
      .map(({ path, place }) => `<url><loc>${origin}${path}</loc><lastmod>${place.changedOn}</lastmod></url>`),
    '</urlset>',
    '',
  ].join('\n');

/** Search engines are for what parents read; a search is no page to keep. */
export const robotsOf = (origin: string): string =>
  `User-agent: *
Disallow: /
Allow: /premiers-pas
Allow: /assets/
Disallow: /premiers-pas?
Disallow: /premiers-pas/affiner
Disallow: /premiers-pas/lieux/*?
Sitemap: ${origin}${sitemapPath}
`;
