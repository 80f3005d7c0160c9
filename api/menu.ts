/** The menu on the left, and the entry of it that a page belongs to. */
import type { Viewer } from '../db/access/viewer.ts';
import type { ShellData } from '../db/home/shell.ts';
import { item, operatorMenu, type MenuItem, type MenuSection } from './menu-entries.ts';
import { officeMenu, supervisionMenu } from './office-menu.ts';

/** @param currentUrl path and query of the request; the entry that leads there (or nearest above) is marked */
export function menuOf(
  viewer: Viewer,
  portal: string,
  currentUrl: string,
  shell: Partial<ShellData> = {},
): MenuSection[] {
  const sections = (portal === 'supervision' ? supervisionMenu : portal === 'office' ? officeMenu : operatorMenu)(
    viewer,
    shell,
  ).filter(({ items }) => items.length > 0);
  const active = linksOf(viewer, currentUrl).some((link) => link.active)
    ? undefined
    : findActive(
        sections.flatMap(({ items }) => items),
        currentUrl,
      );
  return sections.map((section) => ({
    ...section,
    items: section.items.map((entry) =>
      entry === active ? { ...entry, active: isThisPage(entry, currentUrl) ? 'page' : 'true' } : entry,
    ),
  }));
}

/**
 * The entry that covers the page; where none does, the one whose path is the longest beginning of the current one. A query, where the entry has one, must
 * be there too.
 */
function findActive(items: MenuItem[], currentUrl: string): MenuItem | undefined {
  const current = new URL(currentUrl, 'http://menu.invalid');
  const scored = items.flatMap((entry) => {
    const target = new URL(entry.href, current);
    const isHere =
      current.pathname === target.pathname ||
      (homes.has(target.pathname) ? false : current.pathname.startsWith(`${target.pathname}/`));
    const asked = [...target.searchParams];
    const has = asked.every(
      ([name, value]) =>
        current.searchParams.getAll(name).includes(value) ||
        (current.searchParams.size === 0 && target.pathname === '/office/tasks' && value === 'mine'),
    );
    return isHere && has ? [{ entry, length: target.pathname.length * 100 + asked.length }] : [];
  });
  return (
    items.find(({ covers }) => covers?.test(current.pathname)) ?? scored.sort((a, b) => b.length - a.length)[0]?.entry
  );
}
const isThisPage = ({ href }: MenuItem, currentUrl: string): boolean =>
  new URL(href, 'http://menu.invalid').pathname === new URL(currentUrl, 'http://menu.invalid').pathname;
const homes = new Set(['/pro', '/office', '/supervision']);

/** Under the name of the user: what is about oneself. */
export const linksOf = ({ portal, ability }: Viewer, currentUrl: string): MenuItem[] =>
  [
    ...(portal === 'office' && ability.can('read', 'Task')
      ? [item('Absences et remplacements', '/office/absences'), item('Ma liste par courriel', '/office/tasks/mail')]
      : []),
    item('Mon utilisateur', '/account', undefined, /^\/account\/(?:email|preferences|privacy)(?:\/|$)/),
    item('Mes connexions', '/account/connections'),
  ].map((entry) =>
    isThisPage(entry, currentUrl)
      ? { ...entry, active: 'page' }
      : entry.covers?.test(currentUrl.split('?')[0] ?? '')
        ? { ...entry, active: 'true' }
        : entry,
  );
