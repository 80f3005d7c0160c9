/** Sending an act. The order matters, so it stands here as a list: each step may end the sending by an answer or a refusal. */
import { z } from 'zod';
import { findActorRole, needsRecentSignIn, onBehalfOf } from '../../db/access/acts.ts';
import { refusalOf as refusalOfAct } from '../../db/access/reasons.ts';
import type { CaseRow } from '../../db/cases/case-file.ts';
import { listWaitingDocuments } from '../../db/cases/documents.ts';
import { atOneMoment } from '../../db/one-moment.ts';
import { ActRefused, isRecorded, recordAct, type ActRequest, type Recorded } from '../../db/record-act.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { Role } from '../../workflows/roles.ts';
import { getViewer } from '../context.ts';
import { tokenOfAct, version } from '../forms/envelope.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { forbidden } from '../problems.ts';
import { isFaulty } from '../forms/form.ts';
import { processesOf } from '../procedure-words.ts';
import type { Read, Seal, Sealed, Typed } from './act-form.ts';
import { showAct } from './act-page.ts';
import { fileFaultsOf } from './act-upload.ts';
import {
  contextOf,
  fromList,
  getCaseRow,
  getForm,
  loadCaseFile,
  readerOf,
  type AnyForm,
  type Asked,
} from './case-context.ts';
import type { PageTypes } from './procedure-pages.ts';
import { refusalOf } from './refusal.ts';
import { arrivedAt } from '../middleware/arrival.ts';

interface Sending extends Asked {
  row: CaseRow;
  action: string;
  form: AnyForm;
  /** Names this sending: sent twice, it is done once. */
  token: string;
  /** Number of the last act on the page that the form was sent from. */
  seen: number;
  /** What the page showed of what is signed, as it came back. */
  seal: string;
  typed: Typed;
  /** What was typed, once it is read. */
  read: Read<object>;
  /** In which role the person may do it now; undefined where the case has left the status in which it was possible. */
  role: Role | undefined;
  documentIds: string[];
}
type Step = (sending: Sending) => Promise<'answered' | 'goes on'>;

/** Before these: the case is to be seen (404), the act has a form (404), it is this person's act (403). */
const order: readonly Step[] = [
  readEnvelope, //        422 a form without token and version
  readTyped, //           (looks only)
  findRole, //            (looks only)
  answerRepeated, //      303 sent before: the same answer, wherever it has brought the case
  refuseFaults, //        422 the form again, with what is wrong
  refuseMoved, //         409 a case that has left the status is a conflict, not a missing right
  askForRecentSignIn, //  303 to the provider: only a form that can be recorded waits for a new sign-in
  takeDocuments, //       what waits with the case goes with an answer
  record, //              303 · 409 somebody was quicker · 403 four eyes
];

export async function sendAct(asked: Asked): Promise<void> {
  const row = await getCaseRow(asked);
  const {
    token: _token,
    version: _version,
    seal,
    draft: _draft,
    page: _page,
    ...typed
  } = (asked.req.body ?? {}) as Record<string, unknown>;
  if (await gaveItAway(asked, row)) return;
  const sending: Sending = {
    ...asked,
    ...getForm(asked, row),
    row,
    typed,
    token: '',
    seen: 0,
    seal: typeof seal === 'string' ? seal : '',
    read: { ok: false, faults: {} },
    role: undefined,
    documentIds: [],
  };
  for (const step of order) if ((await step(sending)) === 'answered') return;
}

/** An act that has put the case in other hands, sent once more by whoever had it: it is done, and no right is missing. */
async function gaveItAway(asked: Asked, row: CaseRow): Promise<boolean> {
  const { deps, req, res } = asked;
  const action = String(req.params.action);
  const viewer = getViewer(res);
  if (!refusalOfAct(viewer.ability, row, action, processesOf(deps.procedures))) return false;
  const envelope = Envelope.safeParse(req.body ?? {});
  if (!envelope.success) return false;
  const { token } = envelope.data;
  if (!(await isRecorded(deps.db, row.id, { action, token, userId: viewer.userId }))) return false;
  res.redirect(303, `${req.baseUrl}/${row.id}?done=${action}`);
  return true;
}

const Envelope = z.object({
  token: tokenOfAct,
  version,
});
const incomplete = 'Le formulaire était incomplet. Vérifiez-le, puis envoyez-le à nouveau.';

async function readEnvelope(sending: Sending): ReturnType<Step> {
  const envelope = Envelope.safeParse(sending.req.body ?? {});
  if (!envelope.success) {
    await showAct(sending, { typed: sending.typed, faults: { form: incomplete } });
    return 'answered';
  }
  sending.token = envelope.data.token;
  sending.seen = envelope.data.version;
  return 'goes on';
}

async function readTyped(sending: Sending): ReturnType<Step> {
  const { res, row, form, typed } = sending;
  sending.read = await form.read(typed, { row, today: dayOf(arrivedAt(res)) }, async () =>
    contextOf(sending, await loadCaseFile(sending, row)),
  );
  const faults = fileFaultsOf(sending.res);
  if (isFaulty(faults))
    sending.read = { ok: false, faults: { ...(sending.read.ok ? {} : sending.read.faults), ...faults } };
  return 'goes on';
}

function findRole(sending: Sending): ReturnType<Step> {
  const { deps, res, row, action } = sending;
  sending.role = findActorRole(getViewer(res), row, action, processesOf(deps.procedures));
  return Promise.resolve('goes on');
}

const doneUrl = ({ deps, req, row, action, form, typed }: Sending): string =>
  form.then?.({ row, today: dayOf(deps.now()) }, typed) ??
  `${req.baseUrl}/${row.id}?done=${action}${fromList(req).replace('?', '&')}`;

async function answerRepeated(sending: Sending): ReturnType<Step> {
  const { deps, res, row, action, token, read, role } = sending;
  // Recording looks for the same token itself: only what cannot be recorded any more is looked up here.
  if (read.ok && role) return 'goes on';
  if (!(await isRecorded(deps.db, row.id, { action, token, userId: getViewer(res).userId }))) return 'goes on';
  res.redirect(303, doneUrl(sending));
  return 'answered';
}

async function refuseFaults(sending: Sending): ReturnType<Step> {
  const { read, typed, token } = sending;
  if (read.ok) return 'goes on';
  await showAct(sending, { typed: { ...typed, token }, faults: read.faults });
  return 'answered';
}

async function refuseMoved(sending: Sending): ReturnType<Step> {
  if (!sending.role) throw refusalOf(sending, await loadCaseFile(sending, sending.row), sending);
  return 'goes on';
}

async function askForRecentSignIn({ deps, procedure, req, res, action }: Sending): ReturnType<Step> {
  const goesOn = !needsRecentSignIn(procedure.process, action) || (await ensureRecentSignIn(deps, req, res));
  return goesOn ? 'goes on' : 'answered';
}

async function takeDocuments(sending: Sending): ReturnType<Step> {
  const { deps, procedure, req, row, form } = sending;
  if (form.upload || form.files || (readerOf(req) === 'operator' && procedure.receives?.includes(row.status)))
    sending.documentIds = await listWaitingDocuments(deps.db, row.id);
  return 'goes on';
}

const fourEyes = "La décision doit être signée par une autre personne que celle qui l'a proposée.";

async function record(sending: Sending): ReturnType<Step> {
  const { deps, procedure, res, row, action, form, token, seen, read, role, documentIds } = sending;
  if (!read.ok || !role) throw new Error('nothing to record');
  const viewer = getViewer(res);
  try {
    const request: ActRequest = {
      action,
      facts: read.facts,
      content: read.content,
      token,
      seen,
      documentIds,
      endsDraft: true,
      ...(procedure.lines?.sentBy === action ? { sealLines: true } : {}),
      at: arrivedAt(res),
      actor: { role, userId: viewer.userId, acr: viewer.acr, onBehalfOf: onBehalfOf(role, row) },
    };
    const recorded = form.seal
      ? await recordSealed(sending, form.seal, request)
      : await recordAct(deps.db, procedure.process, row.id, request, row);
    if ('fault' in recorded) {
      await showAct(sending, {
        typed: { ...sending.typed, token },
        faults: { form: recorded.fault },
        moved: recorded.moved,
      });
      return 'answered';
    }
    if (recorded.ring) deps.bell.ring(recorded.slug, recorded.caseId);
  } catch (error) {
    if (!(error instanceof ActRefused)) throw error;
    if (error.code === 'four-eyes') throw forbidden(fourEyes);
    throw refusalOf(sending, await loadCaseFile(sending, await getCaseRow(sending)), sending);
  }
  res.redirect(303, doneUrl(sending));
  return 'answered';
}

/** What is signed is read where the act is recorded: both see one moment, and nothing is recorded of what has moved. */
function recordSealed(
  { deps, procedure, res, row, seal: seen }: Sending,
  seal: Seal<PageTypes, object>,
  request: ActRequest,
): Promise<Recorded | Exclude<Sealed<object>, { ok: true }>> {
  const viewer = getViewer(res);
  const { action, facts, token, at } = request;
  return atOneMoment(deps.db, async (trx) => {
    // Sent once more: it is done, whatever has become of what it signed.
    if (await isRecorded(trx, row.id, { action, token, userId: viewer.userId }))
      return recordAct(trx, procedure.process, row.id, request);
    const asked = { facts, content: request.content ?? {}, by: viewer.userId, at };
    const sealed = await seal.read(trx, { row, today: dayOf(at), ability: viewer.ability, ...asked }, seen);
    if (!sealed.ok) return sealed;
    return recordAct(trx, procedure.process, row.id, {
      ...request,
      facts: { ...facts, ...sealed.facts },
      content: { ...request.content, ...sealed.content },
    });
  });
}
