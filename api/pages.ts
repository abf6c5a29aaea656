import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';

/** Process id and alert id, as a mail names an alert. */
const ALERT = /^[\w:.-]{1,200}~[\w-]{1,40}$/;

/** What a reader's browser opens: the description of the API, and where the link of a mail leads. */
export function mountPages(app: Express): void {
  app.get('/', (_request, response) => {
    response.redirect('/docs/');
  });
  app.get('/docs/', (_request, response) => {
    response.type('html').send(DOCS);
  });
  app.get('/docs/swagger-initializer.js', (_request, response) => {
    response.type('text/javascript').send(INITIALIZER);
  });
  app.get('/docs/holdfast.css', (_request, response) => {
    response.type('text/css').send(COLOURS);
  });
  app.use('/docs', express.static(path.dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))));
  app.get('/alerts/:id', (request, response, next) => {
    const { id } = request.params;
    if (ALERT.test(id)) response.type('html').send(alertPage(id));
    else next();
  });
}

function page(title: string, { head, body }: { readonly head: string; readonly body: string }): string {
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Holdfast</title>
${head}<link rel="stylesheet" href="/docs/holdfast.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
${body}
</body>
</html>
`;
}

/** From our own disk, so that nothing is loaded from elsewhere; without the bar that would open another description. */
const DOCS = page('API', {
  head: '<link rel="stylesheet" href="/docs/swagger-ui.css">\n',
  body: `<div id="swagger-ui"></div>
<noscript><p>This page needs JavaScript. The description itself is <a href="/openapi.json">/openapi.json</a>.</p></noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/swagger-initializer.js"></script>`,
});

const INITIALIZER = `window.onload = () => { window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null, defaultModelsExpandDepth: 0 }); };
`;

/** Colours that can be read (WCAG 2.2 AA), and neither a choice of one server nor a column of links that nothing has. */
const COLOURS = `body { margin: 0; background: #fff; color: #0b0c0c; font-family: Arial, Helvetica, sans-serif; line-height: 1.5; }
.plain { max-width: 40em; margin: 0 auto; padding: 1.5em; }
.plain a { color: #1d70b8; }
.plain code { overflow-wrap: anywhere; }
a:focus-visible, button:focus-visible { outline: 3px solid #0b0c0c; outline-offset: 2px; }
.swagger-ui .servers-title, .swagger-ui .servers { display: none; }
.swagger-ui .response-col_links { display: none; }
.swagger-ui .opblock.opblock-get .opblock-summary-method { background: #1d70b8; }
.swagger-ui .opblock.opblock-post .opblock-summary-method { background: #00703c; }
.swagger-ui .btn.execute { background: #1d70b8; border-color: #1d70b8; }
.swagger-ui .btn.cancel { color: #a00; border-color: #a00; }
.swagger-ui .btn.authorize { color: #00703c; border-color: #00703c; }
.swagger-ui .auth-wrapper .btn.authorize svg { fill: #00703c; }
.swagger-ui .info a, .swagger-ui a.nostyle, .swagger-ui .info .link { color: #1d5b96; }
.swagger-ui .info .title small { background: #505a5f; }
.swagger-ui .info .title small.version-stamp { background: #3d6b00; }
.swagger-ui .parameter__name.required::after, .swagger-ui .parameter__name.required span { color: #a00; }
.swagger-ui .markdown code, .swagger-ui .renderedMarkdown code { color: #6b1fa8; }
`;

/** Pages are not here yet: the link of a mail says where its alert is answered. */
function alertPage(id: string): string {
  return page('Answer an alert', {
    head: '',
    body: `<main class="plain">
<h1>Answer an alert</h1>
<p>Holdfast has no pages for alerts yet. They are read and answered through its API, with a token.</p>
<p>The reference of this alert: <code>${id}</code></p>
<ul>
<li><a href="/docs/#/Alerts/post-v1-alerts-id-answer">Answer it</a>: will do, facts are wrong, or cannot</li>
<li><a href="/docs/#/Alerts/get-v1-alerts">Read the alerts that are addressed to you</a></li>
</ul>
</main>`,
  });
}
