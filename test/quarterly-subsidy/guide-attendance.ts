/** A month of attendance: from a sheet, or in the grid, or by week where there is no script. */
import { readFile } from 'node:fs/promises';
import { monthInWords, type Month } from '../../domain/quarter.ts';
import { fillModel, weeksOpen, type Walked } from './walked.ts';

export async function importMonth(walked: Walked, month: Month): Promise<void> {
  const { hand } = walked;
  const model = await readFile(await hand.download('Télécharger notre modèle'));
  await hand.follow('Importer un fichier');
  await hand.choose('Classeur Excel', { name: 'presences.xlsx', buffer: await fillModel(model, walked, month) });
  await hand.follow('Lire le fichier');
  await hand.follow(`Importer ${String(walked.children)} enfants`);
  await hand.actor.reads(`${String(walked.children)} enfants ajoutés`);
}

export async function encodeMonth(walked: Walked, month: Month): Promise<void> {
  await walked.hand.follow(/^Reprendre /);
  await walked.hand.actor.reads(`${String(walked.children)} enfants repris`);
  await (walked.scripts ? encodeInGrid(walked, month) : encodeByWeek(walked, month));
}

/** One P, copied; then each run of open days is selected and filled by one paste. */
async function encodeInGrid({ hand, children }: Walked, month: Month): Promise<void> {
  const { page } = hand.actor;
  const press = (keys: string): Promise<void> => page.keyboard.press(keys);
  await page.waitForSelector('[data-ready]');
  const cell = (row: number, day: number) =>
    page.locator(`.tabulator-row[data-row="${String(row)}"] [tabulator-field="n${String(day)}"]`);
  const at = (day: number): Promise<unknown> =>
    page.waitForFunction(
      (text) => document.activeElement?.getAttribute('aria-label')?.includes(text),
      ` ${String(day)} : `,
    );
  const weeks = weeksOpen(month);
  const first = weeks[0]![0]!;
  await hand.goTo(cell(0, 1));
  for (let day = 1; day < first; day += 1) await press('ArrowRight');
  await at(first);
  await page.keyboard.type('p');
  await press('Enter');
  await press('ArrowUp');
  await at(first);
  await press('ControlOrMeta+c');
  let stands = first;
  for (const week of weeks) {
    for (; stands < week[0]!; stands += 1) await press('ArrowRight');
    await at(week[0]!);
    if (children > 1) await press('ControlOrMeta+Shift+ArrowDown');
    for (const _ of week.slice(1)) await press('Shift+ArrowRight');
    await press('ControlOrMeta+v');
    hand.cost.fields += 1;
    // Back to the line of the first child.
    await press('ControlOrMeta+ArrowUp');
    stands = week.at(-1)!;
    await at(stands);
  }
  await page.waitForFunction(
    () =>
      document.querySelector('[data-status]')?.textContent?.startsWith('Enregistré') &&
      document.querySelector('.waits') === null,
  );
}

/** Without a script: a page for each week, a field for each child and day. */
async function encodeByWeek({ hand }: Walked, month: Month): Promise<void> {
  const { page } = hand.actor;
  const weeks = await page.locator('.week-nav li').allInnerTexts();
  const open = new Set(weeksOpen(month).flat());
  for (const week of weeks) {
    if ((await page.locator('.week-nav [aria-current]').innerText()) !== week) await hand.follow(week);
    const fields = await page.locator('table.attendance tbody input[type="text"]').all();
    let typed = 0;
    for (const field of fields) {
      const day = Number((await field.getAttribute('name'))?.split('.').at(-1));
      if (!open.has(day)) continue;
      await hand.type(field, 'P');
      typed += 1;
    }
    if (typed > 0) await hand.follow('Enregistrer la semaine');
  }
}

export async function sendMonth({ hand }: Walked, month: Month): Promise<void> {
  const name = monthInWords(month);
  await hand.follow(`Envoyer ${name}`);
  await hand.follow(/^Envoyer les présences/);
  await hand.actor.reads(`Les présences de ${name} sont envoyées`);
}
