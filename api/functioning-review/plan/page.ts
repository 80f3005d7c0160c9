/** The page of the plan, the same for both sides: only the turn and what can be done differ. */
import { randomUUID } from 'node:crypto';
import { noteLook } from '../../../db/cases/looks.ts';
import { recordAudit } from '../../../db/audit.ts';
import { newToken } from '../../../db/record-act.ts';
import { isUuid } from '../../../domain/identifiers.ts';
import { mostObjectives, type Objective } from '../../../domain/functioning-review/plan.ts';
import { afterAnswer } from '../../after-answer.ts';
import { actionsOf, type Asked } from '../../cases/case-context.ts';
import { placeOf, presentCase } from '../../cases/present-case.ts';
import type { CaseFile } from '../../cases/procedure-pages.ts';
import { getViewer } from '../../context.ts';
import { errorLinks } from '../../forms/form.ts';
import { renderPage, type Page } from '../../page.ts';
import { wordsOfAction } from '../../procedure-words.ts';
import { slug } from '../../../workflows/functioning-review/contract.ts';
import { getPlanning, type Planning } from './context.ts';
import { editView, type Returned } from './edit-view.ts';
import { followUpView, statesIn } from './follow-up-view.ts';
import { generalExchanges, planView, type ShownPlan } from './plan-view.ts';
import { signaturesView } from './signatures.ts';
import { planSteps } from './steps.ts';
import { whatFollows } from './what-follows.ts';

interface Wanted {
  edit?: string | undefined;
  returned?: Returned;
}

/** @param wanted the objective that is open, and what came back of it */
export async function showPlan(asked: Asked, wanted: Wanted = {}): Promise<void> {
  const { deps, req, res } = asked;
  const planning = await getPlanning(asked);
  const { row, reader, base, caseHref, story, faults, written } = planning;
  const edit = written ? (wanted.edit ?? (isUuid(req.query.edit) ? req.query.edit : undefined)) : undefined;
  const opened = edit === undefined ? undefined : written?.objectives.find(({ id }) => id === edit);
  const shown = shownPlan(planning, req.query.round);
  const actions = actionsOf(asked, row);
  const editing = opened && { ...editOf(planning, opened, wanted.returned), action: `${base}/plan` };
  noteReading(asked, planning);
  const page = presentCase(planning.seen, sinceMeeting(planning), { actions, from: '' });
  renderPage(deps, req, res, 'functioning-review/action-plan', {
    ...page,
    title: "Plan d'action",
    line: [...placeOf(row), row.reference].join(' · '),
    back: { href: caseHref, label: 'au bilan de fonctionnement' },
    about: row.reference,
    steps: planSteps(planning),
    action: `${base}/plan`,
    plan: shown && {
      ...planView(shown, editing),
      heading: headingOf(planning, shown),
      general: generalExchanges(story, shown.round),
      ...(written ? { newObjective: written.objectives.length < mostObjectives ? randomUUID() : undefined } : {}),
    },
    rounds: roundLinks(planning, shown),
    missing: faults.length,
    isEmpty: written?.objectives.length === 0,
    emptyText: emptyText(planning),
    putBack: putBackOf(req.query.removed, edit),
    signatures: signaturesView(planning, actions),
    followUp: followUpView(planning, actions),
    next: whatFollows(planning),
    buttons: written && !shown?.editHref ? [] : buttonsOf(planning, actions, deps.procedures),
    token: newToken(),
    version: row.act_number,
    errors: wanted.returned
      ? errorLinks({ ...wanted.returned.clashes, ...wanted.returned.faults }, idsIn(editing))
      : undefined,
    styles: ['styles/plan.css'],
    scripts: written ? ['scripts/plan.js'] : [],
    reader,
    ...doneJustNow(asked, planning),
  });
}

const justNow = 300_000;
/** Said from the act itself, as on the page of a case. */
function doneJustNow({ deps, req, res }: Asked, { file }: Planning): Pick<Page, 'flash'> {
  const { userId } = getViewer(res);
  const act = file.acts.findLast(
    (each) => each.action === req.query.done && each.actor_id === userId && deps.now() - each.at < justNow,
  );
  return act ? { flash: { kind: 'done', text: `${wordsOfAction(deps.procedures, slug, act.action).done}.` } } : {};
}

const editOf = ({ row, written, limits, faults, story }: Planning, opened: Objective, returned?: Returned) =>
  editView(opened, (written?.objectives.indexOf(opened) ?? 0) + 1, {
    limits,
    faults,
    remarks: story.rounds.at(-1)?.remarks,
    isArbiter: row.status === 'arbitration',
    returned,
  });
const idsIn = (editing: ReturnType<typeof editView> | undefined): string[] =>
  editing ? [editing, ...editing.actions].flatMap(({ inputs }) => inputs.map(({ name }) => name)) : [];

/** What is being written; else the round that is asked for, or the last one. */
function shownPlan(planning: Planning, asked: unknown): ShownPlan | undefined {
  const { story, written, faults, reader, today, base, file } = planning;
  const { rounds } = story;
  const common = { story, reader, today, states: statesIn(file.acts) };
  const number = typeof asked === 'string' && /^\d{1,2}$/.test(asked) ? Number(asked) : undefined;
  const former = rounds.find((round) => round.number === number);
  if (written && !former)
    return {
      ...common,
      plan: written,
      round: rounds.length + 1,
      before: rounds.at(-1)?.plan,
      faults,
      editHref: (id) => `${base}/plan?edit=${id}`,
    };
  const round = former ?? rounds.at(-1);
  return (
    round && {
      ...common,
      plan: round.plan,
      round: round.number,
      before: rounds.find((each) => each.number === round.number - 1)?.plan,
    }
  );
}

function headingOf({ story, written }: Planning, { round }: ShownPlan): string {
  const { rounds } = story;
  const of = rounds.find(({ number }) => number === round);
  if (!of)
    return written && rounds.length > 0
      ? `Tour ${String(round)}, en cours de rédaction`
      : 'Projet, en cours de rédaction';
  if (of.arbitrated) return `Plan arbitré par ${of.by}`;
  return `Tour ${String(round)}, envoyé par ${of.by}`;
}

/** The other rounds, as they were sent. */
const roundLinks = ({ story, base, written }: Planning, shown: ShownPlan | undefined): object[] =>
  story.rounds.length + (written ? 1 : 0) < 2
    ? []
    : [
        ...story.rounds.map(({ number, arbitrated }) => ({
          href: `${base}/plan?round=${String(number)}`,
          text: arbitrated ? 'Arbitrage' : `Tour ${String(number)}`,
          current: shown?.round === number,
        })),
        ...(written
          ? [
              {
                href: `${base}/plan`,
                text: `Tour ${String(story.rounds.length + 1)} (en cours)`,
                current: shown?.round === story.rounds.length + 1,
              },
            ]
          : []),
      ];

function emptyText({ row, reader }: Planning): { title: string; text: string } {
  if (row.status === 'plan-drafting')
    return reader === 'operator'
      ? {
          title: 'Aucun objectif pour l’instant',
          text: 'Un plan a au moins un objectif, et chaque objectif au moins une action : qui, avec quels moyens, de quand à quand.',
        }
      : {
          title: 'Le projet de plan n’est pas encore envoyé',
          text: 'L’opérateur le rédige. Vous le lirez ici dès qu’il l’aura envoyé.',
        };
  return {
    title: 'Pas encore de plan d’action',
    text: 'Le plan d’action se rédige après la rencontre, une fois son procès-verbal accepté.',
  };
}

/** A row that was just taken away, and the button that puts it back. */
const putBackOf = (removed: unknown, edit: string | undefined): object | undefined =>
  isUuid(removed)
    ? edit
      ? { objective: edit, value: `restore-action.${removed}`, text: "L'action est retirée." }
      : { value: `restore-objective.${removed}`, text: "L'objectif est retiré, avec ses actions." }
    : undefined;

/** Signing stands in its own card, and so does the follow-up. */
const ofPlan = ['submit-plan', 'accept-plan', 'ask-revision', 'arbitrate'];
const buttonsOf = (
  { caseHref }: Planning,
  actions: readonly string[],
  procedures: Asked['deps']['procedures'],
): object[] =>
  actions
    .filter((action) => ofPlan.includes(action))
    .map((action, index) => ({
      label: wordsOfAction(procedures, slug, action).button,
      href: `${caseHref}/${action}`,
      kind: index === 0 ? 'go' : undefined,
    }));

/** What happened before the meeting is told on the page of the case. */
function sinceMeeting({ file }: Planning): CaseFile {
  const from = file.acts.findLastIndex(({ action }) => action === 'agree-minutes' || action === 'minutes-unanswered');
  return { ...file, acts: file.acts.slice(Math.max(0, from)) } as unknown as CaseFile;
}

function noteReading({ deps, res }: Asked, { row, reader }: Planning): void {
  const viewer = getViewer(res);
  const at = deps.now();
  afterAnswer(deps, res, () =>
    Promise.all([
      noteLook(deps.db, { caseId: row.id, userId: viewer.userId, at, number: row.act_number }),
      recordAudit(deps.db, {
        at,
        actorId: viewer.userId,
        acr: viewer.acr,
        event: 'read',
        subject: 'case',
        subjectId: row.id,
        ...(reader === 'operator' ? { onBehalfOf: row.organising_body_id } : {}),
      }),
    ]),
  );
}
