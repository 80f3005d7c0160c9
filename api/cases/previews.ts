/** What an act would bring, shown while its form is being filled: the letter, or what will change. Nothing is recorded. */
import { refusalOf } from '../../db/access/reasons.ts';
import { getLetterContext } from '../../db/letter-context.ts';
import { shownLetterCss } from '../../views/letters/css.ts';
import { letterHtml, presentLetter, withPlannedActs } from '../../views/letters/letters.ts';
import { getViewer } from '../context.ts';
import { inputsOf } from '../forms/form.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { processesOf, wordOfKind, wordsOfAction } from '../procedure-words.ts';
import type { PlannedLetter, Preview, Typed } from './act-form.ts';
import { actionsOf, contextOf, findForm, getCaseRow, loadCaseFile, type Asked } from './case-context.ts';
import { placeOf } from './present-case.ts';
import { refusalOf as conflictOf } from './refusal.ts';

export async function showPreview(asked: Asked, action: string): Promise<void> {
  const { procedure, req, res } = asked;
  const name = String(req.params.view);
  const previews = findForm(procedure, action)?.previews ?? {};
  const preview = Object.hasOwn(previews, name) ? previews[name] : undefined;
  if (!preview) throw notFound();
  const row = await getCaseRow(asked);
  const refusal = refusalOf(getViewer(res).ability, row, action, processesOf(asked.deps.procedures));
  if (refusal) throw forbidden(refusal);
  const file = await loadCaseFile(asked, row);
  const context = contextOf(asked, file);
  // Texts, and what is checked of a list; the envelope is no part of a preview.
  const { token, version, ...body } = (req.body ?? {}) as Record<string, unknown>;
  const typed = Object.fromEntries(
    inputsOf(findForm(procedure, action)!.fields(context, body)).flatMap(({ name: input }) =>
      typeof body[input] === 'string' || isTexts(body[input]) ? [[input, body[input]]] : [],
    ),
  );
  // A letter is drawn from where the case stands: where the act is over there is none.
  if (preview.kind === 'letter' && !actionsOf(asked, row).includes(action))
    throw conflictOf(asked, file, { form: findForm(procedure, action)!, typed });
  if (preview.kind === 'letter') await showLetter(asked, row.id, preview.letter(context, typed));
  else showChanges(asked, action, { preview, context, typed, token, version });
}

async function showLetter(
  { deps, procedure, res }: Asked,
  caseId: string,
  { effect, acts }: PlannedLetter,
): Promise<void> {
  const { firstName, familyName } = getViewer(res);
  const planned = acts.map((act) => ({ actorName: `${firstName} ${familyName}`, ...act, at: deps.now() }));
  const letter = presentLetter(
    procedure.letters,
    effect,
    withPlannedActs(await getLetterContext(deps.db, caseId), planned),
    {
      publicUrl: deps.config.publicUrl,
      demonstration: deps.config.mode === 'demonstration',
    },
  );
  const { css, policy } = shownLetterCss(deps.assets.asset);
  res
    .set('Content-Security-Policy', policy)
    .type('html')
    .send(await letterHtml(deps.views.renderPartialHtml, letter, css));
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');

interface Changes {
  preview: Extract<Preview, { kind: 'changes' }>;
  context: ReturnType<typeof contextOf>;
  typed: Typed;
  token: unknown;
  version: unknown;
}
function showChanges(
  { deps, procedure, req, res }: Asked,
  action: string,
  { preview, context, typed, token, version }: Changes,
): void {
  const { row } = context;
  const actionUrl = `${req.baseUrl}/${row.id}/${action}`;
  renderPage(deps, req, res, 'cases/preview', {
    title: preview.title,
    line: [wordOfKind(deps.procedures, row.slug, row.kind), placeOf(row).join(', '), row.reference].join(' · '),
    back: { href: actionUrl, label: 'au formulaire' },
    changes: preview.changes(context, typed),
    typed: Object.entries(typed).flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one }))),
    actionUrl,
    buttons: [
      { label: wordsOfAction(deps.procedures, row.slug, action).button, kind: 'go' },
      ...Object.entries(findForm(procedure, action)?.previews ?? {})
        .filter(([, { kind }]) => kind === 'letter')
        .map(([name, { label }]) => ({ label, kind: 'plain', newTab: true, formaction: `${actionUrl}/${name}` })),
      { label: 'Revenir à la rédaction', kind: 'plain', formaction: `${actionUrl}/edit` },
    ],
    token: typeof token === 'string' ? token.slice(0, 100) : undefined,
    version: typeof version === 'string' ? version.slice(0, 6) : row.act_number,
  });
}
