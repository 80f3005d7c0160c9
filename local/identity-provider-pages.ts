import Handlebars from 'handlebars';
import type { Identity } from './identity-provider.ts';

const { SafeString } = Handlebars;

const layout = Handlebars.compile<{ title: string; body: unknown; script?: boolean }>(
  `<!doctype html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{{title}} – Identification (développement)</title>
  <link rel="stylesheet" href="/fas/style.css">
</head>
<body>
  <header><p>Identification <strong>de développement</strong></p><p>Tient lieu de CSAM. Personnes fictives, aucune vérification.</p></header>
  <main><h1>{{title}}</h1>
{{body}}
  </main>{{#if script}}
  <script src="/fas/deconnexion.js"></script>{{/if}}
</body>
</html>
`,
  { strict: true },
);

const choice = Handlebars.compile(`  <form method="post">
    <fieldset><legend>1. Moyen d’identification</legend>
      {{#if asked}}<p>Le portail demande au moins le niveau {{asked}}. Choisissez moins pour voir son refus.</p>{{/if}}
      {{#each means}}
      <label><input type="radio" name="moyen" value="{{level}}"{{#if @first}} checked{{/if}}> {{label}} <small>niveau {{level}}</small></label>
      {{/each}}
    </fieldset>
    <fieldset><legend>2. Personne</legend>
      <ul>{{#each identities}}
        <li><button name="personne" value="{{sub}}"><strong>{{givenName}} {{surname}}</strong><span>{{label}}</span></button></li>{{/each}}
      </ul>
    </fieldset>
    <p><button class="cancel" name="personne" value="">Annuler et revenir au portail</button></p>
  </form>`);

/** The page where one chooses a means and a person. */
export function renderChoicePage(
  identities: readonly Identity[],
  means: readonly { level: number; label: string }[],
  asked: number,
): string {
  return layout({ title: 'S’identifier', body: new SafeString(choice({ identities, means, asked })), script: false });
}

/** `form` is the provider's own hidden form. */
export function renderLogoutPage(form: string): string {
  const body = `  <p>Terminer aussi la session d’identification ?</p>\n  ${form}\n  <p><button id="oui" type="submit" form="op.logoutForm" name="logout" value="yes">Se déconnecter</button></p>`;
  return layout({ title: 'Déconnexion', body: new SafeString(body), script: true });
}

export function renderMessagePage(title: string, message: string): string {
  return layout({ title, body: new SafeString(`  <p>${Handlebars.escapeExpression(message)}</p>`), script: false });
}

/** Spares the click on the logout page. */
export const script = 'document.getElementById("oui").click();\n';

export const style = `
:root { color-scheme: light; --ink: #1b2733; --line: #c5ced6; --accent: #1f5f8b; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.5 system-ui, sans-serif; color: var(--ink); background: #f3f6f8; }
header { background: #5b2d0f; color: #fff; padding: .75rem 1.5rem; }
header p { margin: 0; }
main { max-width: 46rem; margin: 2rem auto; padding: 1.5rem 2rem 2rem; background: #fff; border: 1px solid var(--line); border-radius: .5rem; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; }
fieldset { border: 0; margin: 0 0 1.5rem; padding: 0; }
legend { font-weight: 700; margin-bottom: .5rem; padding: 0; }
label { display: block; padding: .3rem 0; }
small { color: #51606d; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
button { font: inherit; cursor: pointer; padding: .6rem 1rem; border-radius: .35rem; border: 1px solid var(--accent); background: var(--accent); color: #fff; }
li button { width: 100%; text-align: left; background: #fff; color: var(--ink); border-color: var(--line); }
li button:hover { border-color: var(--accent); background: #eef5fa; }
li span { display: block; color: #51606d; }
button.cancel { background: #fff; color: var(--accent); }
:focus-visible { outline: 3px solid #f2a33a; outline-offset: 2px; }
`;
