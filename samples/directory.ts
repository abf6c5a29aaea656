/** Made-up people and teams of an authority, and who is allocated to the children of a made-up return. */
type DirectoryFiles = {
  readonly 'people.csv': string;
  readonly 'teams.csv': string;
  readonly 'allocations.csv': string;
};

const TEAMS = ['north', 'east', 'south', 'west'] as const;
const WORKERS_OF_A_TEAM = 5;
const IROS = 5;
/** Since when everybody works there. */
const SINCE = '01/01/2020';

/** The same return gives the same files. No real person is described: addresses are of a domain that is reserved for examples. */
export function synthesiseDirectory(episodes: string): DirectoryFiles {
  const people = [
    ...TEAMS.flatMap((team) => [
      person(`manager-${team}`, 'team-manager', team),
      ...Array.from({ length: WORKERS_OF_A_TEAM }, (_none, at) => person(workerOf(team, at), 'social-worker', team)),
    ]),
    person('service-manager-1', 'service-manager', 'children'),
    person('head-of-service-1', 'head-of-service', ''),
    person('director-1', 'director', ''),
    ...Array.from({ length: IROS }, (_none, at) => person(`iro-${String(at + 1)}`, 'iro', '')),
    person('iro-manager-1', 'iro-manager', ''),
    person('quality-1', 'head-of-quality-assurance', ''),
    person('review-administrator-1', 'review-administrator', ''),
    person('administrator-1', 'administrator', ''),
    person('administrator-1', 'fallback', ''),
  ];
  const teams = ['children,Children in care service,', ...TEAMS.map((team) => `${team},Test team ${team},children`)];
  const allocations = childrenInCare(episodes).flatMap(({ child, from }, at) => {
    const team = TEAMS[at % TEAMS.length] ?? TEAMS[0];
    const worker = workerOf(team, Math.floor(at / TEAMS.length) % WORKERS_OF_A_TEAM);
    return [
      `${child},team,${team},${from},`,
      `${child},social-worker,${worker},${from},`,
      `${child},iro,iro-${String((at % IROS) + 1)},${from},`,
    ];
  });
  return {
    'people.csv': csv('person,name,email,role,team,from,to', people),
    'teams.csv': csv('team,name,above', teams),
    'allocations.csv': csv('child,role,who,from,to', allocations),
  };
}

function workerOf(team: string, at: number): string {
  return `worker-${team}-${String(at + 1)}`;
}

function person(ref: string, role: string, team: string): string {
  return `${ref},Test ${ref.replaceAll('-', ' ')},${ref}@authority.example,${role},${team},${SINCE},`;
}

function csv(heading: string, rows: readonly string[]): string {
  return `${[heading, ...rows].join('\n')}\n`;
}

/** Children whose last episode has no end, with the day on which their present period of care began. */
function childrenInCare(episodes: string): readonly { readonly child: string; readonly from: string }[] {
  const present = new Map<string, { readonly from: string; readonly isOpen: boolean }>();
  for (const row of episodes.trim().split('\n').slice(1)) {
    const [child = '', decom = '', rne = '', , , , , dec = ''] = row.split(',');
    const from = rne === 'S' ? decom : (present.get(child)?.from ?? decom);
    present.set(child, { from, isOpen: dec === '' });
  }
  return [...present].flatMap(([child, { from, isOpen }]) => (isOpen ? [{ child, from }] : []));
}
