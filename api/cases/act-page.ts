/** The page of one act: what was declared on one side, on the other what one does, with what it will change. */
import type { CaseRow } from '../../db/cases/case-file.ts';
import { noteLook } from '../../db/cases/looks.ts';
import type { FormDraft } from '../../db/form-drafts.ts';
import { isRecorded, newToken } from '../../db/record-act.ts';
import { afterAnswer } from '../after-answer.ts';
import { getViewer } from '../context.ts';
import { photoAcceptAttribute } from '../documents/accepted-types.ts';
import { faultStatusOf, fileFieldShown } from '../documents/file-fields.ts';
import {
  errorLinks,
  idsOf,
  inputsOf,
  isFaulty,
  withInputs,
  withTyped,
  type Faults,
  type Input,
} from '../forms/form.ts';
import { typedRows } from '../forms/typed-fields.ts';
import { lateFields } from '../kept/told.ts';
import { neighboursOf } from '../inbox/neighbours.ts';
import { renderPage } from '../page.ts';
import { wordOfKind, wordsOfAction } from '../procedure-words.ts';
import { draftOnPage } from './act-draft.ts';
import { confirmField, doubtsShown, type Typed } from './act-form.ts';
import { fileField, fileFaultsOf, fileFieldsOf, waitingFor } from './act-upload.ts';
import {
  actionsOf,
  atWork,
  contextOf,
  elsewhereOf,
  findForm,
  fromList,
  getCaseSeen,
  getForm,
  loadCaseFile,
  mayDoElsewhere,
  readerOf,
  seenBy,
  type AnyForm,
  type Asked,
} from './case-context.ts';
import { documentsSent } from './document-titles.ts';
import { exchangeOf } from './exchanges.ts';
import { placeOf, waitingDocuments } from './present-case.ts';
import type { CaseFile } from './procedure-pages.ts';
import { refusalOf } from './refusal.ts';

export interface Sent {
  typed?: Typed;
  faults?: Faults;
  /** What was to be signed is not as it was shown: a conflict, though the form is here again. */
  moved?: boolean;
  /** The same person has saved something else from another page: both are shown. */
  elsewhere?: FormDraft | undefined;
}

const hasBeenSent = async ({ deps, req, res }: Asked, caseId: string, token: unknown): Promise<boolean> =>
  typeof token === 'string' &&
  isRecorded(deps.db, caseId, { action: String(req.params.action), token, userId: getViewer(res).userId });

export async function showAct(asked: Asked, sent: Sent = {}): Promise<void> {
  const { deps, procedure, req, res } = asked;
  const row = await getCaseSeen(asked);
  const actions = actionsOf(asked, row);
  if (mayDoElsewhere(asked, row)) {
    const href = actions.includes(String(req.params.action)) && elsewhereOf(procedure, row, String(req.params.action));
    // Of an old list: it is done, or not to be done any more.
    if (!href) throw refusalOf(asked, await loadCaseFile(asked, row));
    res.redirect(303, href);
    return;
  }
  const { action, form } = getForm(asked, row);
  const file = await loadCaseFile(asked, row);
  const draft = row.begun?.[action];
  const late = lateFields(res);
  const begun = sent.typed ?? late ?? draft?.fields;
  if (!actions.includes(action)) {
    // « Back » onto a form that has been sent since: it is swept after the answer, and nothing of it is lost.
    const lost = late && begun === late && (await hasBeenSent(asked, row.id, late.token)) ? undefined : begun;
    throw refusalOf(
      asked,
      file,
      lost && {
        form,
        typed: lost,
        begun: lost === draft?.fields,
        ...(draft ? { discard: `${req.baseUrl}/${row.id}/${action}/draft/discard` } : {}),
      },
    );
  }
  const context = contextOf(asked, file);
  const reader = readerOf(req);
  const words = wordsOfAction(deps.procedures, row.slug, action);
  const typed = begun ?? form.begins?.(context, req.query) ?? {};
  const faults = { ...fileFaultsOf(res), ...sent.faults };
  if (isFaulty(faults)) res.status(faultStatusOf(res));
  if (sent.elsewhere || sent.moved) res.status(409);
  const base = `${req.baseUrl}/${row.id}`;
  const panels = procedure.panels?.(file, reader, context.today) ?? {};
  const seen = seenBy(asked, file, row);
  const viewer = getViewer(res);
  const revealed = (await procedure.reveal?.(deps, viewer, file, action)) ?? [];
  afterAnswer(deps, res, () => noteLook(deps.db, { caseId: row.id, userId: viewer.userId, at: seen.now }));
  const fileFields = fileFieldsOf(asked, context, form);
  const filesShown = new Map(
    fileFields.map((field) => [
      field.name,
      { ...fileFieldShown(field, waitingFor(fileFields, file), faults), removeAction: `${base}/${action}/edit` },
    ]),
  );
  // An input for files may stand among the others, where it belongs; those that do not stand first.
  const inputs = withInputs(form.fields(context, typed), (input) =>
    input.partial === 'field-files' ? { ...input, ...filesShown.get(input.name) } : input,
  );
  const placed = new Set(inputsOf(inputs).map(({ name }) => name));
  renderPage(deps, req, res, 'cases/act', {
    title: words.task,
    about: row.reference,
    line: [
      wordOfKind(deps.procedures, row.slug, row.kind),
      // Of nobody's body: its place would be ONE's own.
      ...(row.administration === null ? [] : [placeOf(row).join(', ')]),
      row.reference,
    ].join(' · '),
    reference: row.reference,
    // From a list of tasks, one goes on through the list; the case is one link further.
    ...(reader === 'one' && req.query.list !== undefined
      ? await neighboursOf(deps, viewer, req.query.list, req.query.task)
      : { back: { href: base, label: 'à la demande' } }),
    atWork: atWork(asked, row, actions),
    choices: choicesOf(asked, row, actions),
    caseHref: reader === 'one' ? `${base}${fromList(req)}` : undefined,
    scripts: [...(fileFields.length > 0 || form.upload ? ['scripts/files.js'] : []), ...(form.scripts ?? [])],
    styles: form.styles,
    intro: form.intro?.(context),
    file: form.upload && fileInput(form.upload, file, faults),
    takesFiles: fileFields.length > 0,
    fileFields: [...filesShown.values()].filter(({ name }) => !placed.has(name)),
    doubts: doubtsShown(faults),
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, [
      ...(form.upload ? [fileField] : []),
      ...idsOf(inputs),
      ...idsOf(fileFields),
      ...(faults[confirmField] ? [confirmField] : []),
    ]),
    actionUrl: `${base}/${action}${fromList(req)}`,
    blocked: form.blocked?.(context),
    wide: form.wide,
    seal: form.seal?.mark(context),
    token: typeof typed.token === 'string' ? typed.token : newToken(),
    version: row.act_number,
    buttons: [
      { label: words.button, kind: form.stop ? 'stop' : 'go' },
      ...(inputs.length > 0
        ? [
            {
              label: 'Enregistrer sans envoyer',
              kind: 'plain',
              formaction: `${base}/${action}/draft${fromList(req)}`,
              urlencoded: true,
            },
          ]
        : []),
      ...(form.more ? [{ label: form.more, kind: 'plain', formaction: `${base}/${action}/edit${fromList(req)}` }] : []),
      ...(form.files && fileFields.length > 0
        ? [
            {
              label: 'Joindre les fichiers choisis',
              kind: 'plain',
              formaction: `${base}/${action}/edit${fromList(req)}`,
            },
          ]
        : []),
      ...Object.entries(form.previews ?? {}).map(([name, { label, kind }]) => ({
        label,
        kind: 'plain',
        formaction: `${base}/${action}/${name}${fromList(req)}`,
        newTab: kind === 'letter',
      })),
      ...(form.upload
        ? [{ label: "Voir l'aperçu", kind: 'plain', formaction: `${base}/${action}/edit${fromList(req)}` }]
        : []),
      { label: 'Annuler', href: `${base}${fromList(req)}`, kind: 'link' },
    ],
    exchange: exchangeOf(seen, file, { messages: true }),
    declared: procedure.declared(file),
    subject: [...revealed, ...(panels.subject ?? [])],
    panels: reader === 'one' ? panels.beside : undefined,
    formPanels: form.panels?.(context, typed),
    documents: documentsSent(seen, file),
    draft: inputs.length > 0 ? draftOnPage(`${base}/${action}`, draft) : undefined,
    elsewhere: sent.elsewhere && {
      at: sent.elsewhere.saved_at,
      rows: typedRows(inputsOf(inputs), sent.elsewhere.fields),
    },
    changes: form.ahead?.(context),
    due: row.state.tasks.find((task) => task.action === action)?.dueOn ?? undefined,
    base,
  });
}

/** The photo that the act is sent with; one that waits already need not be chosen again. */
function fileInput({ slot, label, hint }: NonNullable<AnyForm['upload']>, file: CaseFile, faults: Faults): Input {
  const waiting = waitingDocuments(file, 'operator').findLast((document) => document.slot === slot);
  return {
    partial: 'field-file',
    name: fileField,
    label,
    hint,
    required: true,
    accept: photoAcceptAttribute,
    have: waiting && { name: waiting.name, size: waiting.size, href: `/documents/${waiting.id}` },
    error: faults[fileField],
  };
}

/** Every act of the step, the one of this page among them: complete or complement, sign or send back. An operator does not end a request by the way. */
function choicesOf({ deps, procedure, req }: Asked, row: CaseRow, actions: readonly string[]): object[] {
  const choices = actions.filter(
    (each) =>
      each === req.params.action ||
      (each !== 'write-message' && !(readerOf(req) === 'operator' && findForm(procedure, each)?.stop)),
  );
  return choices.length < 2
    ? []
    : choices.map((each) => ({
        label: wordsOfAction(deps.procedures, row.slug, each).button,
        href: `${req.baseUrl}/${row.id}/${each}${fromList(req)}`,
        current: each === req.params.action,
      }));
}
