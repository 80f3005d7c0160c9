/** The page of a domain: its criteria, each open, folded, or in somebody else's hands; and what stands around them. */
import type { DocumentView } from '../../../db/cases/case-file.ts';
import { nothingSaid, type LateSave } from '../../../db/functioning-review/assessment/evaluations.ts';
import { scoreBefore, rewordingOf } from '../../../domain/functioning-review/comparison.ts';
import {
  criteriaOf,
  numberOf,
  reviewDomains,
  scores,
  type Criterion,
  type ReviewDomain,
} from '../../../domain/functioning-review/questionnaire.ts';
import { domainWords, rewordingWords, scoreInWords } from '../../../views/functioning-review/assessment-words.ts';
import { fileFieldShown, type FileField, type KeptFile } from '../../documents/file-fields.ts';
import type { Assessment } from './context.ts';
import { fieldOf, markOf } from './read-answers.ts';

export const slotOf = ({ id }: Pick<Criterion, 'id'>): string => `evidence-${id}`;
export const evidenceField = (criterion: Criterion): FileField => ({
  name: fieldOf('file', criterion),
  slot: slotOf(criterion),
  label: `Joindre une preuve au critère ${numberOf(criterion)}`,
  hint: "Un document où aucun enfant ni parent n'est nommé.",
});

/** What was sent and could not be taken, for the page that says so. */
export interface Sent {
  typed: ReadonlyMap<string, string>;
  faults: ReadonlyMap<string, string>;
}
const nothingSent: Sent = { typed: new Map(), faults: new Map() };

export interface DomainPage {
  domain: ReviewDomain;
  /** A criterion that is opened again though it has a score. */
  open?: string | undefined;
  files: readonly (Pick<DocumentView, 'id' | 'slot' | 'name' | 'size'> & KeptFile)[];
  sent?: Sent;
}

export function domainView(of: Assessment, { domain, open, files, sent = nothingSent }: DomainPage) {
  const at = reviewDomains.indexOf(domain);
  const criteria = criteriaOf(of.questionnaire, domain);
  const href = (other: ReviewDomain | undefined): string | undefined => other && `${of.base}/${other}`;
  return {
    domain,
    action: `${of.base}/${domain}`,
    presence: of.mayEdit ? `${of.base}/${domain}/presence` : undefined,
    mayEdit: of.mayEdit,
    order: String(at + 1),
    present: of.mayEdit ? presentView(of, domain) : [],
    criteria: criteria.map((criterion) => criterionView(of, criterion, { open, files, sent })),
    levels: of.questionnaire.levels,
    left: of.progress.total - of.progress.done,
    previousDomain: href(reviewDomains[at - 1]),
    nextDomain: href(reviewDomains[at + 1]),
  };
}

function presentView({ present, userId, base, questionnaire }: Assessment, domain: ReviewDomain) {
  const others = present
    .filter((one) => one.userId !== userId)
    .map((one) => {
      const criterion = questionnaire.criteria.find(({ id }) => id === one.criterion);
      return {
        name: one.name,
        initials: initialsOf(one.name),
        where: criterion
          ? `au critère ${numberOf(criterion)}`
          : one.domain === domain
            ? 'dans ce domaine'
            : `dans « ${domainWords[one.domain].short} »`,
        ...(one.domain === domain ? {} : { href: `${base}/${one.domain}` }),
      };
    });
  return others;
}
const initialsOf = (name: string): string =>
  name
    .split(/[\s-]+/)
    .map((part) => part.slice(0, 1))
    .slice(0, 2)
    .join('');

function criterionView(
  of: Assessment,
  criterion: Criterion,
  page: Pick<DomainPage, 'open' | 'files'> & { sent: Sent },
) {
  const { id } = criterion;
  const { questionnaire, evaluation, previous } = of;
  const answer = evaluation.get(id) ?? nothingSaid;
  const late = of.late.filter((one) => one.criterion === id);
  const writer = of.present.find((one) => one.criterion === id && one.userId !== of.userId);
  const typed = (name: 'score' | 'evidence' | 'remark'): string | undefined =>
    page.sent.typed.get(fieldOf(name, criterion));
  const error = (name: 'score' | 'evidence' | 'remark'): string | undefined =>
    page.sent.faults.get(fieldOf(name, criterion));
  const isFaulty = (['score', 'evidence', 'remark', 'file'] as const).some((name) =>
    page.sent.faults.has(fieldOf(name, criterion)),
  );
  const isWritable = of.mayEdit && (!writer || isFaulty) && late.length === 0;
  const isOpen = isWritable && (answer.score === null || page.open === id || isFaulty);
  const score = typed('score') ?? (answer.score === null ? '' : String(answer.score));
  const kept = page.files.filter((file) => file.slot === slotOf(criterion));
  const rewording = rewordingOf(criterion, previous?.questionnaire);
  return {
    id,
    anchor: `c-${id}`,
    order: numberOf(criterion),
    wording: criterion.wording,
    hint: criterion.hint,
    before: beforeText(of, criterion),
    rewording: rewording ? `${rewordingWords[rewording]} depuis le bilan ${previous?.year ?? ''}` : undefined,
    isOpen,
    score: answer.score === null ? undefined : scoreShown(questionnaire, answer.score),
    evidence: answer.evidence,
    remark: answer.remark,
    asObjective: answer.asObjective,
    by: answer.by,
    at: answer.at,
    documents: kept.map((file) => ({ href: `/documents/${file.id}`, name: file.name, size: file.size })),
    ofOperator: of.side === 'one',
    ...(of.mayEdit && !isOpen && !writer && late.length === 0
      ? { edit: `${of.base}/${criterion.domain}?open=${id}#c-${id}` }
      : {}),
    ...(writer && of.mayEdit && !isFaulty ? { writer: writer.name } : {}),
    versions: of.mayEdit && late.length > 0 ? versionsView(of, answer, late) : [],
    ...(isOpen
      ? {
          fields: {
            seen: { name: fieldOf('seen', criterion), value: markOf({ ...answer }) },
            scoreName: fieldOf('score', criterion),
            scoreError: error('score'),
            scale: [...scores, ...(criterion.mayNotApply ? [0 as const] : [])].map((value) => ({
              value: String(value),
              figure: value === 0 ? undefined : String(value),
              word: questionnaire.levels.find((level) => level.score === value)?.word,
              description: questionnaire.levels.find((level) => level.score === value)?.description,
              checked: score === String(value),
            })),
            evidence: textField(of, criterion, 'evidence', typed('evidence') ?? answer.evidence, error('evidence')),
            remark: textField(of, criterion, 'remark', typed('remark') ?? answer.remark, error('remark')),
            remarkOpen: (typed('remark') ?? answer.remark) !== '' || error('remark') !== undefined,
            ...(of.side === 'operator'
              ? {
                  objective: { name: fieldOf('objective', criterion), checked: answer.asObjective },
                  file: {
                    ...fileFieldShown(evidenceField(criterion), kept, {
                      [fieldOf('file', criterion)]: page.sent.faults.get(fieldOf('file', criterion)),
                    }),
                  },
                }
              : {}),
          },
        }
      : {}),
  };
}

const labels = {
  operator: {
    evidence: { label: 'Ce qui le montre', hint: "Un exemple concret, sans citer d'enfant ni de parent." },
    remark: { label: 'Commentaire', hint: "Ce qui explique la note, ce que vous voulez dire à l'ONE." },
  },
  one: {
    evidence: { label: 'Ce qui a été constaté', hint: "Un fait daté, sans citer d'enfant ni de parent." },
    remark: { label: 'Commentaire', hint: "L'opérateur le lira à partir de la rencontre." },
  },
} as const;
const textField = (
  { side }: Assessment,
  criterion: Criterion,
  name: 'evidence' | 'remark',
  value: string,
  error: string | undefined,
): object => ({
  name: fieldOf(name, criterion),
  ...labels[side][name],
  rows: 3,
  value,
  ...(error ? { error } : {}),
});

export const scoreShown = (questionnaire: Assessment['questionnaire'], score: 0 | 1 | 2 | 3 | 4) => ({
  value: score,
  text: scoreInWords(questionnaire, score),
  word: questionnaire.levels.find((level) => level.score === score)?.word,
  bars: score === 0 ? [] : scores.map((level) => ({ x: (level - 1) * 9, filled: level <= score })),
});

/** « Bilan 2021 : vous aviez noté 2, l'ONE 2. » */
function beforeText({ previous, side }: Assessment, criterion: Criterion): string | undefined {
  if (!previous) return undefined;
  const [ours, theirs] = [previous.operator, previous.one].map((given) => scoreBefore(criterion, previous, given));
  if (ours == null && theirs == null) return undefined;
  const said = (score: number | null | undefined): string =>
    score == null ? 'rien' : score === 0 ? 'sans objet' : String(score);
  return `Bilan ${previous.year} : ${side === 'operator' ? 'vous aviez noté' : "l'opérateur avait noté"} ${said(ours)}, l'ONE ${said(theirs)}.`;
}

/** What stands first, then what came late: one of them is chosen, the other stays kept. */
const versionsView = (of: Assessment, answer: typeof nothingSaid, late: readonly LateSave[]) => [
  {
    title: `Version enregistrée${answer.by ? ` par ${answer.by}` : ''}`,
    at: answer.at,
    score: answer.score === null ? 'sans réponse' : scoreInWords(of.questionnaire, answer.score),
    evidence: answer.evidence,
    remark: answer.remark,
    asObjective: answer.asObjective,
    choose: { value: `${late[0]!.id}.leave.${String(answer.version)}`, text: 'Garder cette version' },
  },
  ...late.map((one) => ({
    title: `Version de ${one.by}, arrivée ensuite`,
    at: one.at,
    score: one.score === null ? 'sans réponse' : scoreInWords(of.questionnaire, one.score),
    evidence: one.evidence,
    remark: one.remark,
    asObjective: one.asObjective,
    choose: { value: `${one.id}.take.${String(answer.version)}`, text: 'Prendre cette version' },
  })),
];
