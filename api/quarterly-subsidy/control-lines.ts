/** The lines of a control as inputs: an amount may be changed by hand, for a reason. Drawn by `subsidies/control`. */
import { workedOut, resultOf, type Control } from '../../db/subsidies/control.ts';
import type { ChangeByHand } from '../../db/subsidies/calculations.ts';
import type { Line } from '../../domain/subsidy/calculate.ts';
import { agentReasons, groupOfLine, lineCodes, type AgentReason, type LineCode } from '../../domain/subsidy/lines.ts';
import { readTyped } from '../../domain/quantity.ts';
import { quarterInShort } from '../../domain/quarter.ts';
import { centsOf, keep } from '../../domain/traced.ts';
import { shownLine } from '../../views/subsidies/lines.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import { groupWords, reasonWords } from '../../views/subsidies/words.ts';
import type { Faults, Input } from '../forms/form.ts';
import { signed } from '../subsidies/lines-panel.ts';
import type { Typed } from '../cases/act-form.ts';

export const amountOf = (code: LineCode): string => `retained-${code}`;
export const reasonOf = (code: LineCode): string => `reason-${code}`;
export const textOf = (code: LineCode): string => `text-${code}`;

/** Staff is worth nothing before its table is published: what it will be is not changed by hand before. */
export const isWithoutScale = ({ scale }: Control, code: LineCode): boolean => !scale && groupOfLine[code] === 'staff';
const isShown = (control: Control, { code, declared }: Line): boolean =>
  centsOf(declared) > 0 ||
  (isWithoutScale(control, code) && control.declared.fullTimes[code as 'direction' | 'pms' | 'childcare'] > 0);

const reasonsFor = (code: LineCode, upheld: readonly LineCode[]): AgentReason[] =>
  agentReasons.filter((reason) => reason !== 'contest-upheld' || upheld.includes(code));

const asTyped = (cents: number): string => (cents / 100).toFixed(2).replace('.', ',');
const centsIn = (typed: unknown): number | undefined => {
  const read = typeof typed === 'string' ? readTyped(typed, 'cents') : undefined;
  return read?.ok && read.value >= 0 ? read.value : undefined;
};
const text = (typed: unknown): string => (typeof typed === 'string' ? typed.trim() : '');

/** What the form holds before anything is typed: the amounts of the rules, what was kept by hand before, and what a contest has won. */
export function beginsWith(control: Control, upheld: readonly LineCode[]): Typed {
  const typed: Record<string, string> = {};
  for (const { code, declared, retained } of resultOf(control, control.changes).lines) {
    if (upheld.includes(code) && centsOf(declared) !== centsOf(retained)) {
      typed[amountOf(code)] = asTyped(centsOf(declared));
      typed[reasonOf(code)] = 'contest-upheld' satisfies AgentReason;
      continue;
    }
    typed[amountOf(code)] = asTyped(centsOf(retained));
    const change = control.changes.find(({ line }) => line === code);
    if (change) typed[reasonOf(code)] = change.reason;
    if (change?.text) typed[textOf(code)] = change.text;
  }
  return typed;
}

/** Of what was typed, the amounts that differ from those of the rules. A reason that is missing counts as « autre »: the form asks for it. */
export function changesIn(control: Control, typed: Typed): ChangeByHand[] {
  return resultOf(control, []).lines.flatMap(({ code, retained }): ChangeByHand[] => {
    const cents = centsIn(typed[amountOf(code)]);
    if (isWithoutScale(control, code) || cents === undefined || cents === centsOf(retained)) return [];
    const reason = agentReasons.find((one) => one === typed[reasonOf(code)]) ?? 'other';
    const said = text(typed[textOf(code)]);
    return [{ line: code, cents, reason, ...(said ? { text: said } : {}) }];
  });
}

/** An amount that is none, or more than was declared; one without its reason; a reason that says nothing. */
export function faultsOfLines(control: Control, typed: Typed, upheld: readonly LineCode[]): Faults {
  const faults: Faults = {};
  for (const { code, declared, retained } of resultOf(control, []).lines) {
    const amount = typed[amountOf(code)];
    if (isWithoutScale(control, code) || text(amount) === '') continue;
    const cents = centsIn(amount);
    if (cents === undefined)
      faults[amountOf(code)] = `« ${text(amount)} » n'est pas un montant : écrivez par exemple 46 560,00`;
    else if (cents > centsOf(declared))
      faults[amountOf(code)] =
        `Le montant retenu ne dépasse pas le montant déclaré (${centsInWords(centsOf(declared))})`;
    else if (cents !== centsOf(retained)) {
      const reason = typed[reasonOf(code)];
      if (!reasonsFor(code, upheld).includes(reason as AgentReason))
        faults[reasonOf(code)] = "Choisissez pourquoi ce montant n'est pas celui des règles : l'opérateur le lira";
      else if (reason === 'other' && text(typed[textOf(code)]) === '')
        faults[textOf(code)] = "Écrivez le motif : l'opérateur le lira";
    }
  }
  return faults;
}

/** The table, with what each typed amount makes of its line and of the total. */
export function linesInput(
  control: Control,
  typed: Typed,
  {
    paid,
    corrected,
    askHref,
    upheld,
  }: { paid: number; corrected: ReadonlyMap<string, string>; askHref: string; upheld: readonly LineCode[] },
): Input {
  const changes = changesIn(control, typed);
  const rules = new Map(resultOf(control, []).lines.map((line) => [line.code, line]));
  const { lines, declared, retained } = resultOf(control, changes);
  const seen = new Set<string>();
  return {
    partial: 'subsidies/control',
    name: 'lines',
    label: 'Déclaré, retenu, pourquoi',
    withoutScale: !control.scale,
    inputs: lines
      .filter((line) => isShown(control, line))
      .map((line): Input => {
        const { code } = line;
        const group = groupWords[groupOfLine[code]];
        const heading = seen.has(group) ? undefined : group;
        seen.add(group);
        return {
          ...lineInput(control, line, {
            rule: rules.get(code) ?? line,
            heading,
            text: text(typed[textOf(code)]),
            upheld,
          }),
          corrected: corrected.get(code),
          ...comparedWith(control, line),
          askHref: `${askHref}?line=${code}`,
        };
      }),
    declared: centsOf(declared),
    retained: centsOf(retained),
    gap: centsOf(retained) === centsOf(declared) ? undefined : signed(centsOf(retained) - centsOf(declared)),
    paid,
    balance: workedOut(control, changes, paid) ? centsOf(retained) - paid : undefined,
    changed: changes.length,
  };
}

function lineInput(
  control: Control,
  line: Line,
  {
    rule,
    heading,
    text: said,
    upheld,
  }: { rule: Line; heading: string | undefined; text: string; upheld: readonly LineCode[] },
): Input {
  const { code } = line;
  const shown = shownLine(keptOf(line));
  const byRules = shownLine(keptOf(rule));
  const pending = isWithoutScale(control, code);
  return {
    ...shown,
    partial: '',
    name: `line-${code}`,
    label: shown.name,
    heading,
    pending,
    ...(pending ? { basis: fullTimesOf(control, code) } : {}),
    rule: byRules.retained,
    gap: shown.gap === 0 ? undefined : signed(shown.gap),
    isChanged: shown.retained !== byRules.retained,
    beside: byRules.beside,
    hasText: said !== '',
    inputs: pending
      ? []
      : [
          { partial: 'amount', name: amountOf(code), label: `Retenu : ${shown.name}` },
          {
            partial: 'reason',
            name: reasonOf(code),
            label: `Pourquoi : ${shown.name}`,
            options: [
              { value: '', text: byRules.why },
              ...reasonsFor(code, upheld).map((value) => ({ value, text: reasonWords[value] })),
            ],
          },
          { partial: 'text', name: textOf(code), label: `Explication : ${shown.name}` },
        ],
  };
}
/** What was retained of it the quarter before, and how far it is from that. */
function comparedWith(control: Control, { code, retained }: Line): { former?: string; far?: boolean } {
  const { previous, lineGap } = control;
  const before = previous?.calculation.lines.find((one) => one.code === code)?.retained;
  if (!previous || before === undefined || isWithoutScale(control, code)) return {};
  const gap = centsOf(retained) - before;
  const share = before === 0 ? 1 : Math.abs(gap) / before;
  return {
    former: `${quarterInShort(previous.quarter)} : ${centsInWords(before)}${gap === 0 ? '' : `, soit ${signed(gap)}`}`,
    far: gap !== 0 && share > lineGap,
  };
}
export const fullTimesOf = ({ declared }: Control, code: LineCode): string =>
  `${declared.fullTimes[code as 'direction' | 'pms' | 'childcare'].toFixed(2).replace('.', ',')} ETP`;
const keptOf = ({ code, declared, retained, reason, follows }: Line): Parameters<typeof shownLine>[0] => ({
  code,
  declared: centsOf(declared),
  retained: centsOf(retained),
  reason,
  ...(follows ? { follows } : {}),
  trace: { declared: keep(declared), retained: keep(retained) },
});

export const lineFields = lineCodes.flatMap((code) => [amountOf(code), reasonOf(code), textOf(code)]);
