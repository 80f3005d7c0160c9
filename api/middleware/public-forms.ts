/**
 * Forms that anybody may send, without session and without cookie: read within limits, and only from our own pages. There is no token of ours to
 * check: nobody's rights come with such a form, so another site could do no more by it than its own visitor can.
 */
import express, { Router } from 'express';
import type { Dependencies } from '../context.ts';
import { foreign } from '../problems.ts';
import { cleanFields, isForeign, refuseOtherBodies, unreadable } from './forms.ts';

export function readPublicForms({ config }: Pick<Dependencies, 'config'>): Router {
  const origin = new URL(config.publicUrl).origin;
  const router = Router();
  router.use((req, _res, next) => {
    if (req.url.includes('%00')) throw unreadable();
    if (req.method === 'POST' && isForeign(req, origin))
      throw foreign("La demande vient d'un autre site que celui de l'ONE.");
    next();
  });
  router.use(refuseOtherBodies);
  router.use(express.urlencoded({ extended: false, limit: '40kb', parameterLimit: 100 }));
  router.use((req, _res, next) => {
    if (!cleanFields(req.body)) throw unreadable();
    // Every form of the portal has one; here it says nothing.
    if (req.body) Reflect.deleteProperty(req.body as object, '_csrf');
    next();
  });
  return router;
}
