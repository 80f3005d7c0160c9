/** Everything that one page of the desk shows: the queue, one group, the decision, its effects, a certificate. */
import { addMonths, dayOf, startOfDay } from '../../domain/calendar.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { findCertificate } from '../../db/training-desk/certificates.ts';
import { listEndsOfGroup } from '../../db/training-desk/coming-ends.ts';
import type { DecisionKind } from '../../db/training-desk/decide.ts';
import { effectsAhead } from '../../db/training-desk/effects-ahead.ts';
import { findListedModule, findListedOrganisation, listGroupSpellings } from '../../db/training-desk/group.ts';
import { findOtherLook } from '../../db/training-desk/looks.ts';
import { findTotals } from '../../db/training-desk/pending.ts';
import { countDecidedSince, findLastOf, listDecisions, listSimilar } from '../../db/training-desk/precedents.ts';
import { findQueued, listQueue, type QueuedGroup } from '../../db/training-desk/queue.ts';
import { rankingOn } from '../../db/training-desk/rank.ts';
import { newToken } from '../../db/record-act.ts';
import type { Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { errorLinks, type Faults } from '../forms/form.ts';
import type { Page } from '../page.ts';
import {
  decisionCells,
  decisionColumns,
  presentCertificate,
  presentEffects,
  progressOf,
  queueItem,
  spellingRow,
  totalsInWords,
  whenInWords,
  whyThisPlace,
} from './present.ts';
import { entitlementWords, kindWords, linesInWords, moduleMotives, sentenceOf } from './words.ts';
import { motiveWords } from '../../views/training-recognition/words.ts';

/** Groups at the left. */
const queueLength = 12;
/** A decision stays on the green line for so long (hypothèse). */
const greenFor = 3_600_000;

interface Asked {
  /** What was sent; undefined where the page is opened. */
  typed: Record<string, unknown> | undefined;
  faults: Faults;
  ticked: { spelling?: number[] | undefined; kind?: DecisionKind | undefined };
  certificate: number;
}

export async function deskPage(
  deps: Dependencies,
  viewer: Viewer,
  groupId: string | undefined,
  asked: Asked,
): Promise<Page> {
  const { db, now } = deps;
  const at = now();
  const midnight = startOfDay(dayOf(at));
  const [totals, decided, last, queue, ranking] = await Promise.all([
    findTotals(db),
    countDecidedSince(db, midnight),
    findLastOf(db, viewer.userId, at - greenFor),
    listQueue(db, { limit: queueLength }),
    rankingOn(db, dayOf(at)),
  ]);
  const mayDecide = viewer.ability.can('decide', 'TrainingGroup');
  const group = groupId ? await findQueued(db, groupId) : undefined;
  const ends = group
    ? await listEndsOfGroup(db, group.id, {
        today: dayOf(at),
        to: addMonths(dayOf(at), ranking.nearMonths),
        limit: 6,
      })
    : [];
  const shown = group && !queue.some(({ id }) => id === group.id) ? [group, ...queue.slice(0, -1)] : queue;
  const place = shown.findIndex(({ id }) => id === group?.id);
  const neighbour = (step: number) => shown[place + step];
  return {
    title: 'Modules de formation à valider',
    wide: true,
    back: { href: '/office/tasks', label: 'à mes tâches' },
    line: totalsInWords(totals),
    decidedToday:
      decided === 0
        ? null
        : decided === 1
          ? "1 groupe décidé aujourd'hui"
          : `${String(decided)} groupes décidés aujourd'hui`,
    fresh:
      totals.fresh > 0 ? `${linesInWords(totals.fresh)} viennent d'arriver et seront groupées dans la minute.` : null,
    last: last && { ...progressOf(last), mayUndo: mayDecide && !last.undoneAt },
    queue: shown.map((one) => queueItem(one, group?.id)),
    nextHref: neighbour(1) ? `/office/trainings/${neighbour(1)!.id}` : undefined,
    previousHref: place > 0 ? `/office/trainings/${neighbour(-1)!.id}` : undefined,
    mayDecide,
    ...(group
      ? { group: await groupPart(deps, viewer, group, asked), order: whyThisPlace(group, ranking.weights, ends) }
      : {
          today: {
            caption: "Décisions d'aujourd'hui",
            columns: decisionColumns,
            rows: (await listDecisions(db, { limit: 50, since: midnight })).map(decisionCells),
          },
        }),
    errors: errorLinks(asked.faults, [
      'spelling',
      'kind',
      'organisation',
      'entitledBy',
      'module',
      'motive',
      'text',
      'question',
      'restsOn',
    ]),
    faults: asked.faults,
  };
}

async function groupPart({ db, now }: Dependencies, viewer: Viewer, group: QueuedGroup, asked: Asked) {
  const [spellings, listed, similar, other] = await Promise.all([
    listGroupSpellings(db, group.id),
    findListedOrganisation(db, group.organisation),
    listSimilar(db, group),
    findOtherLook(db, { groupId: group.id, userId: viewer.userId, at: now() }),
  ]);
  const ticked = new Set(
    asked.typed ? (asked.ticked.spelling ?? []) : spellings.filter(({ isIn }) => isIn).map(({ id }) => id),
  );
  const kind = asked.ticked.kind ?? 'recognise';
  const inside = spellings.filter(({ id }) => ticked.has(id));
  const ids = inside.map(({ id }) => id);
  const [module, effects, certificate] = await Promise.all([
    listed ? findListedModule(db, listed.id, group.module) : undefined,
    ids.length > 0 ? effectsAhead(db, viewer.ability, { kind, groupId: group.id, spellings: ids }, now()) : undefined,
    findCertificate(db, viewer.ability, ids, asked.certificate),
  ]);
  const count = (some: readonly { lines: number }[]): number => some.reduce((sum, { lines }) => sum + lines, 0);
  const typed = (name: string, otherwise: string): string => {
    const value = asked.typed?.[name];
    return typeof value === 'string' ? value : otherwise;
  };
  const entitledBy = listed && listed.kind !== 'unknown' && listed.status === 'recognised' ? listed.kind : '';
  const motive = typed('motive', '');
  return {
    id: group.id,
    token: tokenIn(asked.typed?.token),
    title: group.module,
    organisation: group.organisation,
    standing: standingOf(listed?.status, module?.status),
    similar: similar.length,
    similarHref: `/office/trainings/${group.id}/similar`,
    action: `/office/trainings/${group.id}/decide`,
    effectsAction: `/office/trainings/${group.id}/effects`,
    openAction: `/office/trainings/${group.id}/open`,
    spellings: spellings.map((one) => spellingRow(one, ticked)),
    counted: `${linesInWords(count(inside))} dans le groupe, ${count(spellings) - count(inside) === 0 ? 'aucune laissée dehors' : `${linesInWords(count(spellings) - count(inside))} laissée${count(spellings) - count(inside) > 1 ? 's' : ''} dehors`}.`,
    decisionTitle:
      count(inside) === 1
        ? 'Décision pour la ligne'
        : `Décision pour les ${count(inside).toLocaleString('fr-BE')} lignes`,
    kinds: (Object.keys(kindWords) as DecisionKind[]).map((value, index) => ({
      value,
      label: kindWords[value].label,
      key: String(index + 1),
      isChosen: value === kind,
    })),
    entitlements: Object.entries(entitlementWords).map(([value, label]) => ({
      value,
      label,
      isChosen: typed('entitledBy', entitledBy) === value,
    })),
    motives: moduleMotives.map((value) => ({
      value,
      label: motiveWords[value].label,
      sentence: sentenceOf(value),
      isChosen: value === motive,
    })),
    sentence: moduleMotives.find((value) => value === motive)
      ? sentenceOf(motive as (typeof moduleMotives)[number])
      : null,
    organisationTyped: typed('organisation', listed?.name ?? group.organisation),
    moduleTyped: typed('module', module?.title ?? group.module),
    text: typed('text', ''),
    question: typed('question', ''),
    precedents: similar.map(({ id, number, organisation, module: title }) => ({
      id,
      label: `Décision ${String(number)} : ${title}, ${organisation}`,
      isChosen: typed('restsOn', '') === id,
    })),
    effects: effects && presentEffects(effects, kind),
    certificate: presentCertificate(certificate, asked.certificate),
    openAt: other && { name: other.name, when: whenInWords(other.at) },
  };
}

/** The form that comes back is the form that was sent. */
const tokenIn = (sent: unknown): string => {
  const read = token.safeParse(sent);
  return read.success ? read.data : newToken();
};

const standings = { 'recognised': 'reconnu', 'refused': 'refusé', 'to-examine': 'pas encore examiné' } as const;
function standingOf(
  organisation: keyof typeof standings | undefined,
  module: keyof typeof standings | undefined,
): string {
  const of = `organisme ${standings[organisation ?? 'to-examine']}`;
  return organisation === 'recognised' ? `${of}, module ${standings[module ?? 'to-examine']}` : of;
}
