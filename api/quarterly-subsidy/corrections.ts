/** What ONE has asked to be corrected, place by place: what changed there since, what changed elsewhere, and what the operator answers. */
import { z } from 'zod';
import { readAsked, type AskedCorrections } from '../../db/quarterly-subsidy/corrections.ts';
import type { SealedQuarter } from '../../db/quarterly-subsidy/sealed.ts';
import { answers, declaredChanges, type DeclaredChange } from '../../domain/subsidy/declared-changes.ts';
import { changeInWords } from '../../views/quarterly-subsidy/correction-words.ts';
import type { ReportStepName } from '../../views/quarterly-subsidy/report-words.ts';
import { correctionInWords, lineWords } from '../../views/quarterly-subsidy/words.ts';
import { modules, type CorrectionCode } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Typed } from '../cases/act-form.ts';
import type { Panel, Told } from '../cases/procedure-pages.ts';
import type { Faults, Input } from '../forms/form.ts';
import { optionalText } from '../forms/inputs.ts';
import type { SummaryRow } from '../forms/summary.ts';
import {
  anchors,
  correctionCodes,
  hrefOfCorrection,
  inputKeyOf,
  inputKeys,
  lineOf,
  stepOf,
} from './correction-places.ts';
import type { File } from './own.ts';

type Act = File['acts'][number];
const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const labelOf = (code: string): string => {
  const line = lineOf(code);
  return line ? lineWords[line] : capitalised(correctionInWords(code));
};
const submittedIn = ({ content }: Act): SealedQuarter | undefined =>
  (content?.submitted as SealedQuarter | undefined) ?? undefined;

interface Asked {
  codes: readonly CorrectionCode[];
  told: AskedCorrections;
}
const askedIn = ({ facts, content }: Act): Asked => ({
  codes: (facts.corrections ?? []) as readonly CorrectionCode[],
  told: readAsked(content ?? {}),
});
/** What the act answers, or what is to be answered now. */
function findAsked(acts: readonly Act[], before = Infinity): Asked | undefined {
  const act = acts.findLast(({ action, number }) => action === 'ask-correction' && number < before);
  return act && askedIn(act);
}

/** Since the last time it was submitted; nothing is said where that cannot be read any more. */
export function changesSince({ acts, own }: Pick<File, 'acts' | 'own'>): DeclaredChange[] | undefined {
  const before = acts
    .filter(({ action }) => action === 'submit' || action === 'answer-correction')
    .map(submittedIn)
    .at(-1);
  return before && own.declaring && declaredChanges(before, own.declaring.sealed);
}

interface AskedLine {
  code: CorrectionCode;
  label: string;
  text?: string;
  changes: readonly DeclaredChange[];
}
function linesOf({ codes, told }: Asked, changes: readonly DeclaredChange[]): AskedLine[] {
  return codes.map((code) => {
    const text = told.texts[code];
    return {
      code,
      label: labelOf(code),
      ...(text ? { text } : {}),
      changes: changes.filter((change) => answers(code, change)),
    };
  });
}
const elsewhereOf = ({ codes }: Asked, changes: readonly DeclaredChange[]): DeclaredChange[] =>
  changes.filter((change) => !codes.some((code) => answers(code, change)));

/** A month that was sent is written in again once ONE has reopened it. */
function isClosed({ row }: Pick<File, 'row'>, code: string): boolean {
  const module = modules.find((one) => code.startsWith(`${one}-`));
  const month = module && row.state.data[module][code.slice(module.length + 1)];
  return month !== undefined && !month.reopened;
}

/** On the page of the case, while it is with the operator. */
export function correctionsPanel(file: File): Panel[] {
  const { row, acts } = file;
  const asked = row.status === 'correction-asked' ? findAsked(acts) : undefined;
  if (!asked) return [];
  const changes = changesSince(file);
  const elsewhere = changes ? elsewhereOf(asked, changes) : [];
  return [
    {
      partial: 'quarterly-subsidy/corrections',
      title: `À corriger : ${String(asked.codes.length)} ${asked.codes.length > 1 ? 'demandes' : 'demande'}`,
      reason: asked.told.reason,
      lines: linesOf(asked, changes ?? []).map(({ code, label, text, changes: here }) => ({
        label,
        text,
        href: hrefOfCorrection(code, row),
        badge: here.length > 0 ? { kind: 'done', text: 'modifiée' } : { kind: 'due-soon', text: 'pas modifiée' },
        changes: here.map(changeInWords),
        closed: isClosed(file, code),
      })),
      elsewhere: elsewhere.map(changeInWords),
    },
  ];
}

/** In the form: one answer under each, needed where nothing has changed. */
export function answersInput(file: File): Input[] {
  const asked = findAsked(file.acts);
  if (!asked || asked.codes.length === 0) return [];
  const changes = changesSince(file);
  const { quarter } = file.row.state.data;
  return [
    {
      partial: 'quarterly-subsidy/answers',
      name: 'answers',
      label: 'Vos réponses',
      reason: asked.told.reason,
      elsewhere: changes ? elsewhereOf(asked, changes).map(changeInWords) : [],
      inputs: linesOf(asked, changes ?? []).map(({ code, label, text, changes: here }) => ({
        partial: 'field-textarea',
        name: answerOf(code, quarter),
        label: `Votre réponse : ${label}`,
        rows: 2,
        asked: text,
        title: label,
        href: hrefOfCorrection(code, file.row),
        changes: here.map(changeInWords),
        required: mustSay(code, changes),
      })),
    },
  ];
}
export const answerOf = (code: CorrectionCode, quarter: string): string => `answer-${inputKeyOf(code, quarter)}`;
/** What is joined is told by the list of documents: whether it changed is not compared. */
const mustSay = (code: CorrectionCode, changes: readonly DeclaredChange[] | undefined): boolean =>
  code !== 'attachments' && changes !== undefined && !changes.some((change) => answers(code, change));

export const answersSchema = z.strictObject(
  Object.fromEntries(inputKeys.map((key) => [`answer-${key}`, optionalText(1000)])),
);

export function faultsOfAnswers(values: Typed, file: File): Faults {
  const asked = findAsked(file.acts);
  const changes = changesSince(file);
  const { quarter } = file.row.state.data;
  const silent = (asked?.codes ?? []).filter((code) => mustSay(code, changes) && !values[answerOf(code, quarter)]);
  return Object.fromEntries(
    silent.map((code) => [
      answerOf(code, quarter),
      "Rien n'a changé à cet endroit : corrigez-le, ou écrivez pourquoi il reste comme il est",
    ]),
  );
}

/** By code, what was answered of what was asked. */
export function answersIn(values: Typed, { acts, row }: Pick<File, 'acts' | 'row'>): Record<string, string> {
  return Object.fromEntries(
    (findAsked(acts)?.codes ?? []).flatMap((code) => {
      const text = values[answerOf(code, row.state.data.quarter)];
      return typeof text === 'string' && text !== '' ? [[code, text]] : [];
    }),
  );
}

/** What was asked, in the exchange. */
export function askedRows(act: Act): SummaryRow[] {
  const { codes, told } = askedIn(act);
  const bare = codes.filter((code) => !told.texts[code]);
  return [
    ...(bare.length > 0 ? [{ field: 'corrections', label: 'À corriger', values: bare.map(correctionInWords) }] : []),
    ...codes.flatMap((code): SummaryRow[] => {
      const text = told.texts[code];
      return text ? [{ field: code, label: labelOf(code), values: [text] }] : [];
    }),
  ];
}

const changesIn = ({ content }: Act): DeclaredChange[] => (content?.changes as DeclaredChange[] | undefined) ?? [];
/** What was answered, with what changed on each line that was asked, and elsewhere. */
export function answeredTold(act: Act, { acts }: Pick<File, 'acts'>): Told {
  const asked = findAsked(acts, act.number);
  if (!asked || act.content?.changes === undefined) return { rows: [] };
  const said = (act.content.answers ?? {}) as Partial<Record<string, string>>;
  const changes = changesIn(act);
  const elsewhere = elsewhereOf(asked, changes);
  return {
    rows: [
      ...linesOf(asked, changes).map(
        ({ code, label, text, changes: here }): SummaryRow => ({
          field: code,
          label,
          values: [
            ...(text ? [`Demandé : ${text}`] : []),
            ...here.map(changeInWords),
            ...(here.length === 0 && code !== 'attachments' ? ["Rien n'a changé à cet endroit."] : []),
            ...(said[code] ? [`Réponse : ${said[code]}`] : []),
          ],
        }),
      ),
      {
        field: 'elsewhere',
        label: 'Changé ailleurs',
        values: elsewhere.length > 0 ? elsewhere.map(changeInWords) : ['rien'],
      },
    ],
  };
}

/** Beside a line of the control: it was corrected because ONE asked, or has moved without being asked. */
export function correctedOn({ acts }: Pick<File, 'acts'>): ReadonlyMap<string, string> {
  const act = acts.findLast(({ action }) => action === 'submit' || action === 'answer-correction');
  if (act?.action !== 'answer-correction') return new Map();
  const codes = findAsked(acts, act.number)?.codes ?? [];
  const said = (act.content?.answers ?? {}) as Partial<Record<string, string>>;
  const isAsked = (change: DeclaredChange): boolean => codes.some((code) => answers(code, change));
  const lines = correctionCodes('2000-1').flatMap((code) => lineOf(code) ?? []);
  return new Map(
    lines.flatMap((line) => {
      const here = changesIn(act).filter((change) => change.what !== 'person' && answers(`line-${line}`, change));
      const reply = said[`line-${line}`];
      const told = [
        ...here.map(
          (change) => `${isAsked(change) ? 'corrigé' : 'changé sans être demandé'} : ${changeInWords(change)}`,
        ),
        ...(reply ? [`réponse : ${reply}`] : []),
      ];
      return told.length > 0 ? [[line, told.join(' · ')] as const] : [];
    }),
  );
}

/** At the head of a step of the report: what is asked there. */
export const askedAt = (step: ReportStepName, codes: readonly CorrectionCode[], told: AskedCorrections): object[] =>
  linesOf({ codes, told }, [])
    .filter(({ code }) => stepOf(code) === step)
    .map(({ code, label, text }) => ({ label, text: text ?? told.reason, href: anchorOf(code) }));
const anchorOf = (code: CorrectionCode): string | undefined => {
  const line = lineOf(code);
  return line && anchors[line] ? `#${anchors[line]}` : undefined;
};
