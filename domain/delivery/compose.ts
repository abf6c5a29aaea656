import { spelledOut, type CalendarDate } from '../calendar/calendar-date.ts';
import { by } from '../in-order.ts';
import { GROUPS, HEADINGS, sayingOf, type Group, type MailAlert } from './line.ts';

export type Composed = { readonly subject: string; readonly text: string; readonly html: string };

export type Composing = {
  readonly alerts: readonly MailAlert[];
  readonly today: CalendarDate;
  /** Address of Holdfast as people reach it, without a slash at the end. */
  readonly publicUrl: string;
};

/** Why it comes, and that it goes on coming: whoever is told by law cannot unsubscribe. */
const WHY = [
  'You are told because you hold, or cover, the role that has to be told.',
  'This cannot be switched off. A change of role or cover is made in Holdfast.',
];

type Line = {
  readonly title: string;
  readonly details: string;
  readonly toDo: string;
  readonly link: string;
};
type Part = { readonly heading: string; readonly lines: readonly Line[] };

/** A mail in plain text and in HTML, grouped by what has to be done first. It names no child and no person. */
export function compose({ alerts, today, publicUrl }: Composing): Composed {
  const said = alerts.map((alert) => ({ alert, ...sayingOf(alert, today) }));
  const parts = GROUPS.flatMap((group): Part[] => {
    const own = said.filter((item) => item.group === group).toSorted(by(({ alert }) => `${alert.dueOn} ${alert.id}`));
    const lines = own.map(({ alert, toDo }) => ({
      // In the name of the link, because two links of one name lead to two places.
      title: `${alert.title} (${alert.reference})`,
      details: `${alert.dueOn < today ? 'Was due' : 'Due'} ${spelledOut(alert.dueOn)}.${alert.covering ? ' For a colleague whom you cover.' : ''}`,
      toDo,
      link: `${publicUrl}/alerts/${encodeURIComponent(alert.id)}`,
    }));
    return lines.length === 0 ? [] : [{ heading: HEADINGS[group], lines }];
  });
  const subject = subjectOf(said);
  return { subject, text: textOf(parts), html: htmlOf(subject, parts) };
}

/** How many tasks of which sort; no name, no reference. */
function subjectOf(said: readonly { readonly alert: MailAlert; readonly group: Group }[]): string {
  const isUrgent = said.some(({ alert }) => alert.urgency === 'urgent');
  const answers = said.filter(({ group }) => group === 'answer').length;
  const asked = answers === 1 ? '1 task needs an answer' : `${answers} tasks need an answer`;
  const others = said.length - answers;
  const told = others === 1 ? '1 task to look at' : `${others} tasks to look at`;
  const counts = [...(answers > 0 ? [asked] : []), ...(others > 0 ? [told] : [])].join(', ');
  return `Holdfast: ${isUrgent ? 'urgent: ' : ''}${counts}`;
}

/** What stands above the tasks: the subject without the name of the sender, as a sentence begins. */
function headingOf(subject: string): string {
  const said = subject.replace('Holdfast: ', '');
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function textOf(parts: readonly Part[]): string {
  const paragraphs = parts.flatMap(({ heading, lines }) => [
    `${heading} (${lines.length})`,
    ...lines.map(({ title, details, toDo, link }) =>
      [`* ${title}`, `  ${details}`, `  ${toDo}`, `  ${link}`].join('\n'),
    ),
  ]);
  return `${[...paragraphs, ['-- ', ...WHY].join('\n')].join('\n\n')}\n`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Headings and lists in reading order, links that say where they lead, sizes that grow, colours of high contrast. */
function htmlOf(subject: string, parts: readonly Part[]): string {
  const sections = parts.map(({ heading, lines }) => {
    const items = lines.map(
      ({ title, details, toDo, link }) =>
        `<li style="margin:0 0 1em"><a href="${escaped(link)}" style="color:#1d70b8"><strong>${escaped(title)}</strong></a><br>${escaped(details)}<br>${escaped(toDo)}</li>`,
    );
    return `<h2 style="font-size:1.25em;margin:1.5em 0 .5em">${escaped(heading)} (${lines.length})</h2>\n<ul style="padding-left:1.2em">\n${items.join('\n')}\n</ul>`;
  });
  return `<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(subject)}</title></head>
<body style="margin:0;background:#ffffff;color:#0b0c0c;font-family:Arial,Helvetica,sans-serif;font-size:1.05em;line-height:1.4">
<main style="max-width:38em;margin:0 auto;padding:1.5em">
<h1 style="font-size:1.5em;margin:0">${escaped(headingOf(subject))}</h1>
${sections.join('\n')}
<p style="border-top:1px solid #505a5f;padding-top:1em;color:#505a5f">${WHY.map(escaped).join('<br>')}</p>
</main>
</body>
</html>
`;
}
