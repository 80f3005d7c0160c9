/** What every answer tells the browser to refuse, errors and assets included. */
import express, { Router } from 'express';
import helmet from 'helmet';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Dependencies } from '../context.ts';

const reportPath = '/csp-report';
const year = 365 * 24 * 60 * 60;
const features = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
];

/**
 * Strict headers (ASVS 3.4) on every answer, and the address where browsers report what they refused.
 * `no-store` everywhere: `static.ts` says otherwise for its own files.
 */
export function setSecurityHeaders({ config, log }: Pick<Dependencies, 'config' | 'log'>): Router {
  const isHttps = config.publicUrl.startsWith('https:');
  const self = ["'self'"];
  const none = ["'none'"];
  const router = Router();

  router.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: none,
          scriptSrc: self,
          styleSrc: self,
          imgSrc: [...self, 'data:'],
          fontSrc: self,
          connectSrc: self,
          manifestSrc: self,
          objectSrc: none,
          // What is framed are files shown beside a form; no page of ours lets itself be framed.
          frameSrc: self,
          // A signature or a sign-out goes on to the identity provider: browsers hold the redirects of a form to this list.
          formAction: [...self, new URL(config.oidcIssuer).origin],
          frameAncestors: none,
          baseUri: none,
          reportUri: [reportPath],
          reportTo: ['csp'],
          ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      // With `no-referrer` browsers would send `Origin: null` with our own forms, and `forms.ts` compares it.
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: isHttps ? { maxAge: year, includeSubDomains: true } : false,
      xFrameOptions: { action: 'deny' },
    }),
  );
  router.use((_req, res, next) => {
    res.set({
      'Permissions-Policy': features.map((feature) => `${feature}=()`).join(', '),
      'Reporting-Endpoints': `csp="${reportPath}"`,
      'Cache-Control': 'no-store',
    });
    next();
  });

  // Anybody may post here: small bodies, few lines of log, and of the report only the name of the rule.
  const perMinute = new RateLimiterMemory({ points: 60, duration: 60 });
  router.post(
    reportPath,
    express.json({ limit: '20kb', type: ['application/csp-report', 'application/reports+json', 'application/json'] }),
    async (req, res) => {
      const directive = findDirective(req.body);
      await perMinute.consume('all').then(
        () => log.warn({ directive }, 'the browser refused something'),
        () => undefined,
      );
      res.status(204).end();
    },
  );
  return router;
}

function findDirective(report: unknown): string {
  const first: unknown = Array.isArray(report) ? report[0] : report;
  const { body, 'csp-report': older } = (first ?? {}) as Record<string, Record<string, unknown> | undefined>;
  const directive = body?.effectiveDirective ?? older?.['effective-directive'] ?? older?.['violated-directive'];
  return typeof directive === 'string' && /^[a-z-]{1,40}$/.test(directive) ? directive : 'unknown';
}
