/** A column or two of a spreadsheet: shown as they would fill the days, then written, and taken back again. */
import { dayInMonth } from '../../../domain/after-school/attendance-words.ts';
import { layPasted, type Pasted, type PastedField } from '../../../domain/after-school/pasted-counts.ts';
import { blockOf } from '../attendance/clipboard.ts';
import type { DayOnPage } from './days.ts';

export function listenToPaste(
  form: HTMLFormElement,
  days: readonly DayOnPage[],
  { changed, tell }: { changed: (some: readonly DayOnPage[]) => void; tell: (text: string) => void },
): void {
  const panel = form.querySelector<HTMLElement>('[data-paste]')!;
  form.addEventListener('paste', (event) => {
    const input = event.target as HTMLInputElement;
    const one = days.find(({ inputs }) => [...inputs.values()].includes(input));
    const block = blockOf(event.clipboardData?.getData('text/plain') ?? '');
    if (!one || (block.length === 1 && block[0]!.length === 1)) return;
    event.preventDefault();
    const from = days.slice(days.indexOf(one));
    const pasted = layPasted(
      block,
      from.map(({ day, red, inputs }) => ({ day, asked: !red, fields: [...inputs.keys()] })),
      input.dataset.field as PastedField,
    );
    show(pasted, input);
  });

  function show(pasted: Pasted, from: HTMLInputElement): void {
    const touched = [...new Set([...pasted.cells, ...pasted.wrong].map(({ day }) => day))].sort();
    const letters = [...new Set([...pasted.cells, ...pasted.wrong].map(({ field }) => field))];
    const rows = touched.map((day) => [
      dayInMonth(day),
      ...letters.map((letter) => {
        const wrong = pasted.wrong.find((one) => one.day === day && one.field === letter);
        const value = pasted.cells.find((one) => one.day === day && one.field === letter)?.value;
        return wrong ? `« ${wrong.typed} » : laissé` : value === undefined || value === null ? '–' : String(value);
      }),
    ]);
    const notes = [
      ...(pasted.titles > 0 ? ['La première ligne est un titre : laissée.'] : []),
      ...(pasted.skipped.length > 0 ? [`Jours non requis sautés : ${pasted.skipped.map(dayInMonth).join(', ')}.`] : []),
      ...(pasted.asks.length > 0
        ? [
            `${pasted.asks.map(dayInMonth).join(', ')} : non requis ; la question « ouvert ce jour-là ? » vous est posée ensuite.`,
          ]
        : []),
      ...(pasted.left > 0
        ? [`${String(pasted.left)} ${pasted.left < 2 ? 'nombre reste' : 'nombres restent'} sans jour où aller.`]
        : []),
    ];
    const apply = button(
      `Coller ${String(touched.length)} ${touched.length < 2 ? 'jour' : 'jours'}`,
      'button button--go',
      () => {
        const undo = write(pasted);
        const label = from.closest('fieldset')?.querySelector('legend')?.textContent ?? '';
        panel.replaceChildren(
          paragraph(
            `${String(touched.length)} ${touched.length < 2 ? 'jour collé' : 'jours collés'} à partir du ${label}. `,
            button('Défaire', 'button button--small', undo),
          ),
        );
        panel.className = 'days-paste';
        tell(`${String(touched.length)} ${touched.length < 2 ? 'jour collé' : 'jours collés'}.`);
        from.focus();
      },
    );
    const cancel = button('Annuler', 'button', () => {
      close();
      from.focus();
    });
    const labels = letters.map(
      (letter) =>
        days.flatMap(({ inputs, place }) => {
          const input = inputs.get(letter);
          return input ? [place.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.textContent ?? ''] : [];
        })[0] ?? '',
    );
    const heading = document.createElement('strong');
    heading.textContent = 'Voici où va ce que vous collez';
    const buttons = document.createElement('div');
    buttons.className = 'button-row';
    buttons.append(...(touched.length > 0 ? [apply] : []), cancel);
    panel.className = 'days-paste';
    panel.replaceChildren(
      heading,
      ...(rows.length > 0 ? [table(['jour', ...labels], rows)] : [paragraph('Aucun nombre n’a été trouvé.')]),
      ...notes.map((note) => paragraph(note)),
      buttons,
    );
    panel.onkeydown = ({ key }) => {
      if (key === 'Escape') cancel.click();
    };
    panel.scrollIntoView({ block: 'nearest' });
    (touched.length > 0 ? apply : cancel).focus();
  }

  /** @returns what takes it back */
  function write({ cells, asks }: Pasted): () => void {
    const before = new Map<HTMLInputElement, string>();
    const touched = new Set<DayOnPage>();
    for (const { day, field, value } of cells) {
      const one = days.find((each) => each.day === day);
      const input = one?.inputs.get(field);
      if (!one || !input) continue;
      before.set(input, input.value);
      input.value = value === null ? '' : String(value);
      touched.add(one);
      const details = asks.includes(day) ? one.place.querySelector('details') : null;
      if (details) details.open = true;
    }
    changed([...touched]);
    return () => {
      for (const [input, value] of before) input.value = value;
      close();
      changed([...touched]);
      tell('Le collage est défait.');
    };
  }
  function close(): void {
    panel.replaceChildren();
    panel.className = '';
  }
}

function button(text: string, name: string, does: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = name;
  made.textContent = text;
  made.addEventListener('click', does);
  return made;
}
function paragraph(...content: (string | Node)[]): HTMLParagraphElement {
  const made = document.createElement('p');
  made.append(...content);
  return made;
}
function table(head: readonly string[], rows: readonly (readonly string[])[]): HTMLTableElement {
  const made = document.createElement('table');
  const line = made.createTHead().insertRow();
  for (const text of head) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = text;
    line.append(cell);
  }
  const body = made.createTBody();
  for (const row of rows) {
    const each = body.insertRow();
    for (const text of row) each.insertCell().textContent = text;
  }
  return made;
}
