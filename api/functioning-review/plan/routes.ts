/** The plan of a bilan: one page and one form, for its operator and for ONE. */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { slug } from '../../../workflows/functioning-review/contract.ts';
import type { Asked } from '../../cases/case-context.ts';
import type { Dependencies } from '../../context.ts';
import { showPlan } from './page.ts';
import { postPlan } from './save.ts';

export function planRoutes(deps: Dependencies): Router {
  const asked =
    (handle: (one: Asked) => Promise<void>): RequestHandler =>
    (req: Request, res: Response) => {
      const procedure = deps.procedures.find(({ process }) => process.slug === slug);
      if (!procedure) throw new Error(`no pages of ${slug}`);
      return handle({ deps, procedure, req, res });
    };
  const plan = Router();
  plan.get(
    '/:id/plan',
    asked((one) => showPlan(one)),
  );
  plan.post('/:id/plan', asked(postPlan));
  return Router().use(['/pro/reviews', '/office/reviews'], plan);
}
