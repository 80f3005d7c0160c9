/** What is drawn of a month as one types: each day's note, the sums, how far one is, what looks odd and what mends it. */
import { beyondInWords, childrenInWords } from '../../../domain/after-school/attendance-words.ts';
import { isGiven, presentOf, type EnrolledMonth } from '../../../domain/after-school/counts.ts';
import { beyondEnrolled, totalsOf, type CountWarning } from '../../../domain/after-school/month-standing.ts';
import { readCount } from '../../../domain/after-school/written-count.ts';
import { fields, openOn, typedOn, type DayOnPage } from './days.ts';
import { warningLine } from './told.ts';

interface OnPage {
  form: HTMLFormElement;
  days: readonly DayOnPage[];
  nursery: HTMLInputElement;
  primary: HTMLInputElement;
}
export const partOf = (name: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-${name}]`);

/** @param changed after a mend has written a number into a day; `enrolled`: into those inscribed */
export function createDrawing(
  { form, days, nursery, primary }: OnPage,
  told: { changed: (one: DayOnPage) => void; enrolled: () => void },
): () => void {
  const { month = '', today = '' } = form.dataset;
  const inscribed = (): EnrolledMonth => {
    const read = [nursery, primary].map(({ value }) => readCount(value));
    const [first, second] = read.map((one) => ('value' in one ? one.value : null));
    return { nursery: first ?? null, primary: second ?? null, version: 1 };
  };

  let shown = '';
  function drawWarnings(warnings: readonly CountWarning[]): void {
    const place = partOf('warnings')!;
    const next = JSON.stringify(warnings);
    if (next === shown) return;
    shown = next;
    for (const old of place.querySelectorAll('[data-of-day]')) old.remove();
    place.prepend(...warnings.map((warning) => warningLine(warning, month, mendsOf(warning))));
    place.hidden = place.children.length === 0;
  }
  function mendsOf(warning: CountWarning): { label: string; act: () => void }[] {
    if (warning.kind !== 'beyond-enrolled') return [];
    const { proposal, section, count } = warning;
    const one = days.find(({ day }) => day === warning.day);
    const input = one?.inputs.get(section === 'nursery' ? 'n' : 'p');
    return [
      { label: 'Corriger', act: () => input?.focus() },
      ...(proposal === undefined || !one
        ? []
        : [
            {
              label: `Mettre ${String(proposal)}`,
              act: () => {
                if (input) input.value = String(proposal);
                told.changed(one);
                input?.focus();
              },
            },
          ]),
      {
        label: `Mettre à jour les inscrits (${String(count)})`,
        act: () => {
          const field = section === 'nursery' ? nursery : primary;
          field.value = String(count);
          told.enrolled();
          field.focus();
        },
      },
    ];
  }

  return () => {
    const known = inscribed();
    const warnings: CountWarning[] = [];
    const counted = days.flatMap((one) =>
      one.red && openOn(one) !== 'yes' ? [] : [{ one, counted: typedOn(one).counted }],
    );
    let [given, missing] = [0, 0];
    for (const { one, counted: typed } of counted) {
      const odd = beyondEnrolled(one.day, typed, known);
      warnings.push(...odd);
      const isThere = isGiven(typed, known);
      if (one.day < today) {
        if (isThere) given += 1;
        else missing += 1;
      }
      if (one.red) continue;
      const [first] = odd;
      const note = one.place.querySelector('[data-note]');
      if (note)
        note.textContent =
          first && 'enrolled' in first
            ? beyondInWords(first.count, first.enrolled)
            : isThere
              ? childrenInWords(presentOf(typed) ?? 0)
              : one.day === today
                ? "aujourd'hui"
                : 'à encoder';
      const state = isThere ? (odd.length > 0 ? 'odd' : 'given') : one.day === today ? 'today' : 'missing';
      for (const each of ['odd', 'given', 'today', 'missing'])
        one.place.classList.toggle(`day--${each}`, each === state);
      for (const [letter, input] of one.inputs)
        input.parentElement?.classList.toggle(
          'is-odd',
          odd.some((each) => 'section' in each && each.section === fields[letter]),
        );
    }
    drawTotals(counted.map(({ counted: typed }) => typed));
    drawProgress(form, { given, missing });
    drawBadge(missing);
    drawWarnings(warnings);
  };
}

function drawTotals(counted: Parameters<typeof totalsOf>[0]): void {
  const totals = totalsOf(counted);
  for (const place of document.querySelectorAll<HTMLElement>('[data-total]'))
    place.textContent = new Intl.NumberFormat('fr-BE').format(totals[place.dataset.total as keyof typeof totals]);
}

function drawProgress(form: HTMLFormElement, { given, missing }: { given: number; missing: number }): void {
  const all = given + missing;
  const progress = partOf('progress');
  if (progress && all > 0)
    progress.textContent = `${String(given)} ${given < 2 ? 'jour encodé' : 'jours encodés'} sur ${String(all)} ${all < 2 ? 'passé' : 'passés'}`;
  const bar = form.querySelector('progress');
  if (bar) {
    bar.max = Math.max(1, all);
    bar.value = given;
  }
}

function drawBadge(missing: number): void {
  const place = partOf('badge');
  if (!place || place.querySelector('.badge--to-you')) return;
  if (missing === 0) {
    if (place.querySelector('.badge--due-soon')) place.replaceChildren();
    return;
  }
  const badge = document.createElement('span');
  badge.className = 'badge badge--due-soon';
  badge.textContent = `${String(missing)} ${missing < 2 ? 'jour' : 'jours'} à encoder`;
  place.replaceChildren(badge);
}
