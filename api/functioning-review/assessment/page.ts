/** What every page of an evaluation shows around its own: how far one is, until when, the domains, and who is where. */
import type { Request, Response } from 'express';
import { dayOf } from '../../../domain/calendar.ts';
import { dueInWords, formatLongDate } from '../../../domain/french-dates.ts';
import { factsBeside, type PortalFacts } from '../../../domain/functioning-review/portal-facts.ts';
import { areAnswersSent } from '../../../workflows/functioning-review/evaluations.ts';
import { isComplete } from '../../../domain/functioning-review/progress.ts';
import { reviewDomains, type ReviewDomain } from '../../../domain/functioning-review/questionnaire.ts';
import { listEvidence, type Evidence } from '../../../db/functioning-review/assessment/evidence.ts';
import { loadPortalFacts } from '../../../db/functioning-review/assessment/portal-facts.ts';
import { domainWords, factRows } from '../../../views/functioning-review/assessment-words.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { openedPage } from '../../forms/typed-fields.ts';
import { renderPage } from '../../page.ts';
import { caseOf, closedWords, isOpen, uncapitalised, type Assessment } from './context.ts';
import { missingView } from './missing.ts';
import { domainView, type Sent } from './domain-view.ts';

const shared = { styles: ['styles/assessment.css'] };
const titles = {
  operator: { one: 'Auto-évaluation', list: 'Auto-évaluation : les 8 domaines' },
  one: { one: "Évaluation de l'ONE", list: "Évaluation de l'ONE : les 8 domaines" },
} as const;
const lineOf = ({ row }: Assessment, more = ''): string =>
  `${row.facility_name}, ${row.postcode} ${row.locality} · bilan ${row.state.data.firstDayOn.slice(0, 4)}${more}`;

function head(of: Assessment, today: string): object {
  const { done, total } = of.progress;
  const task = of.row.state.tasks.find(({ action }) => action === of.sentBy);
  const last = [...of.evaluation.values()].reduce<number | undefined>(
    (latest, { at }) => (at !== null && (latest === undefined || at > latest) ? at : latest),
    undefined,
  );
  return {
    done,
    total,
    percent: total === 0 ? 0 : Math.round((done / total) * 100),
    ...(of.mayEdit && task?.dueOn
      ? { dueOn: formatLongDate(task.dueOn), dueIn: dueInWords(task.dueOn, today), verb: 'À envoyer' }
      : {}),
    mayEdit: of.mayEdit,
    savedAt: last,
    closed: of.mayEdit ? undefined : closedText(of),
  };
}
const closedText = (of: Assessment): string => {
  if (!isOpen(of.row, of)) return closedWords(of.row, of);
  return of.side === 'operator'
    ? "Vous lisez l'auto-évaluation ; elle est remplie par ceux qui ont reçu le droit « Bilans » de ce milieu d'accueil."
    : "Vous lisez l'évaluation de l'ONE ; elle est remplie par l'agent qui suit le milieu d'accueil.";
};

function domainsView(of: Assessment, current?: ReviewDomain): object[] {
  return of.progress.domains.map(({ domain, done, total }) => {
    const there = of.present.find((one) => one.domain === domain && one.userId !== of.userId);
    const kind = done === total ? 'done' : done > 0 || there ? 'partial' : 'todo';
    const text =
      done === total ? 'terminé' : done > 0 ? `${String(done)} sur ${String(total)}` : `${String(total)} critères`;
    return {
      href: `${of.base}/${domain}`,
      label: domainWords[domain].title,
      isCurrent: domain === current,
      kind,
      text: there && of.mayEdit ? `${text} · ${there.name.split(' ')[0] ?? ''} y est` : text,
    };
  });
}
const finished = ({ progress }: Assessment): string => {
  const count = progress.domains.filter(({ done, total }) => done === total).length;
  return `${String(count)} ${count < 2 ? 'terminé' : 'terminés'}`;
};

export const factsView = (facts: PortalFacts, domain: ReviewDomain): object | undefined => {
  const rows = factRows(facts, factsBeside[domain]);
  return rows.length > 0 ? { on: facts.on, rows } : undefined;
};

export async function showDomain(
  deps: Dependencies,
  req: Request,
  res: Response,
  of: Assessment,
  { domain, sent, errors = [] }: { domain: ReviewDomain; sent?: Sent; errors?: object[] },
): Promise<void> {
  const { row } = of;
  const today = dayOf(deps.now());
  const facts =
    row.facility_id !== null && factsBeside[domain].length > 0
      ? await loadPortalFacts(deps.db, row.facility_id, today)
      : undefined;
  // What was joined is sent with the answers: ONE reads it as it rates, and no score of theirs.
  const files: Evidence[] = of.side === 'operator' || areAnswersSent(row) ? await listEvidence(deps.db, row.id) : [];
  const open = typeof req.query.open === 'string' ? req.query.open : undefined;
  const at = reviewDomains.indexOf(domain) + 1;
  renderPage(deps, req, res, 'functioning-review/assessment', {
    title: `${titles[of.side].one} : ${uncapitalised(domainWords[domain].title)}`,
    line: lineOf(of, ` · domaine ${String(at)} sur ${String(reviewDomains.length)}`),
    back: { href: caseOf(of, row.id), label: 'au bilan de fonctionnement' },
    ...shared,
    scripts: of.mayEdit ? ['scripts/files.js', 'scripts/assessment.js'] : [],
    page: openedPage(),
    head: head(of, today),
    domains: domainsView(of, domain),
    finished: finished(of),
    list: of.base,
    invites: of.side === 'operator' && getViewer(res).ability.can('change', 'Membership'),
    facts: facts && factsView(facts, domain),
    errors,
    ...domainView(of, { domain, open, files, ...(sent ? { sent } : {}) }),
  });
}

/** The domains as a page of their own, with what is missing before it can be sent. */
export function showList(deps: Dependencies, req: Request, res: Response, of: Assessment): void {
  const today = dayOf(deps.now());
  const late = of.questionnaire.criteria.filter(({ id }) => of.late.some(({ criterion }) => criterion === id));
  renderPage(deps, req, res, 'functioning-review/assessment-list', {
    title: titles[of.side].list,
    line: lineOf(of),
    back: { href: caseOf(of, of.row.id), label: 'au bilan de fonctionnement' },
    ...shared,
    head: head(of, today),
    domains: domainsView(of),
    mayEdit: of.mayEdit,
    ...missingView(of.base, of.progress, late),
    ...(of.mayEdit && isComplete(of.progress) && late.length === 0
      ? { send: { href: `${caseOf(of, of.row.id)}/${of.sentBy}`, isOperator: of.side === 'operator' } }
      : {}),
  });
}
