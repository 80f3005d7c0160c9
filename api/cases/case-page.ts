/** The page of one case, for its operator or for ONE. */
import { recordAudit } from '../../db/audit.ts';
import { noteLook } from '../../db/cases/looks.ts';
import { readNotices } from '../../db/notices.ts';
import { newToken } from '../../db/record-act.ts';
import type { Instant } from '../../domain/calendar.ts';
import { afterAnswer } from '../after-answer.ts';
import { available } from '../../workflows/procedure.ts';
import { getViewer } from '../context.ts';
import { fileFieldShown } from '../documents/file-fields.ts';
import { neighboursOf, nextTaskOf } from '../inbox/neighbours.ts';
import { renderPage, type Page } from '../page.ts';
import { wordOfKind, wordsOfAction } from '../procedure-words.ts';
import { begunShown, draftOnPage } from './act-draft.ts';
import { waitingFor } from './act-upload.ts';
import { caseFiles } from './case-documents.ts';
import {
  actionsOf,
  atWork,
  fromList,
  getCaseSeen,
  loadCaseFile,
  readerOf,
  seenBy,
  type Asked,
} from './case-context.ts';
import { presentCase } from './present-case.ts';
import type { CaseFile } from './procedure-pages.ts';

export async function showCase(asked: Asked): Promise<void> {
  const { deps, procedure, req, res } = asked;
  const row = await getCaseSeen(asked);
  const file = await loadCaseFile(asked, row);
  const viewer = getViewer(res);
  const reader = readerOf(req);
  const now = deps.now();
  const read = {
    at: now,
    actorId: viewer.userId,
    acr: viewer.acr,
    event: 'read',
    subject: 'case',
    subjectId: row.id,
  };
  if (reader === 'one') await recordAudit(deps.db, read);
  const look = { caseId: row.id, userId: viewer.userId, at: now, number: row.act_number };
  afterAnswer(deps, res, () =>
    Promise.all([
      noteLook(deps.db, look),
      readNotices(deps.db, look),
      // Their own history says who of them looked.
      ...(reader === 'operator' ? [recordAudit(deps.db, { ...read, onBehalfOf: row.organising_body_id })] : []),
    ]),
  );
  const actions = actionsOf(asked, row);
  const message = row.begun?.['write-message'];
  renderPage(deps, req, res, 'cases/case', {
    ...presentCase(seenBy(asked, file, row), file, { actions, from: fromList(req) }),
    begun: begunShown(asked, row, actions),
    message: { text: message?.fields.text, draft: draftOnPage(`${req.baseUrl}/${row.id}/write-message`, message) },
    atWork: atWork(asked, row, available(procedure.process, row.state)),
    title: procedure.title?.(row, reader, file) ?? wordOfKind(deps.procedures, row.slug, row.kind),
    about: row.reference,
    token: newToken(),
    version: row.act_number,
    ...(reader === 'operator'
      ? { back: procedure.back ?? { href: '/pro/cases', label: 'à mes demandes' } }
      : await neighboursOf(deps, viewer, req.query.list, req.query.task)),
    ...(await doneJustNow(asked, file, now)),
    reader,
    joining:
      reader === 'operator' && procedure.receives?.includes(row.status)
        ? fileFieldShown(caseFiles, waitingFor([caseFiles], file))
        : undefined,
    ...(reader === 'operator' ? { scripts: ['scripts/files.js', ...(procedure.scripts ?? [])] } : {}),
    ...(procedure.styles ? { styles: procedure.styles } : {}),
    ...(procedure.lines ? { lines: { title: procedure.lines.title, href: `${req.baseUrl}/${row.id}/lines` } } : {}),
    demonstrationDeadline: deps.config.mode === 'demonstration' && row.state.deadlines.length > 0,
  });
}

const justNow = 300_000;
/** Said from the act itself: no session is written for a sentence. An agent goes on to the next task from there. */
async function doneJustNow({ deps, req, res }: Asked, file: CaseFile, now: Instant): Promise<Pick<Page, 'flash'>> {
  const viewer = getViewer(res);
  const act = file.acts.findLast(
    (each) => each.action === req.query.done && each.actor_id === viewer.userId && now - each.at < justNow,
  );
  if (!act) return {};
  const text = `${wordsOfAction(deps.procedures, file.row.slug, act.action).done}.`;
  return {
    flash: {
      kind: 'done',
      text,
      ...(viewer.portal === 'office' ? await nextTaskOf(deps, viewer, req.query.list, req.query.task) : {}),
    },
  };
}
