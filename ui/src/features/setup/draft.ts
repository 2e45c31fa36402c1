/** What the wizard collects, what each step still lacks, and the request made of it. */
import type { CreateBank, NumberScheme, PersonalData, SiteKind } from '@/api';

export const EMPTY = {
  name_zh: '',
  name_en: '',
  licence_number: '',
  address: '',
  scheme: 'local' as NumberScheme,
  facility: '',
  'site.code': '',
  'site.name_zh': '',
  'site.name_en': '',
  'site.kind': 'laboratory' as SiteKind,
  'site.personal_data': 'entitled' as PersonalData,
  station_name: '',
  'administrator.login': '',
  'administrator.name': '',
  'administrator.password': '',
  password_again: '',
  passphrase: '',
  passphrase_again: '',
  remember: false,
};

export type Draft = typeof EMPTY;

export const STEPS = ['bank', 'numbering', 'place', 'admin', 'protect'] as const;
export type Step = (typeof STEPS)[number];

const OF_STEP: Record<Step, (keyof Draft)[]> = {
  bank: ['name_zh', 'name_en', 'licence_number', 'address'],
  numbering: ['scheme', 'facility'],
  place: ['site.code', 'site.name_zh', 'site.name_en', 'site.kind', 'site.personal_data', 'station_name'],
  admin: ['administrator.login', 'administrator.name', 'administrator.password', 'password_again'],
  protect: ['passphrase', 'passphrase_again', 'remember'],
};
const MAY_BE_EMPTY = new Set<keyof Draft>(['licence_number', 'address']);

/** Fields of the step that are empty, or whose repetition differs. */
export function missing(step: Step, draft: Draft): (keyof Draft)[] {
  const empty = OF_STEP[step].filter((name) => {
    const value = draft[name];
    return !MAY_BE_EMPTY.has(name) && typeof value === 'string' && value.trim() === '';
  });
  if (step === 'admin' && draft.password_again !== draft['administrator.password']) empty.push('password_again');
  if (step === 'protect' && draft.passphrase_again !== draft.passphrase) empty.push('passphrase_again');
  return empty;
}

/** The number of the step that a problem's field belongs to; -1 when none. */
export function stepOf(field: string): number {
  const exact = STEPS.findIndex((step) => OF_STEP[step].some((name) => name === field));
  return exact >= 0 ? exact : STEPS.findIndex((step) => OF_STEP[step].some((name) => name.endsWith(`.${field}`)));
}

export function toRequest(draft: Draft): CreateBank {
  return {
    name_zh: draft.name_zh.trim(),
    name_en: draft.name_en.trim(),
    licence_number: draft.licence_number.trim(),
    address: draft.address.trim(),
    scheme: draft.scheme,
    facility: draft.facility.trim().toUpperCase(),
    site: {
      code: draft['site.code'].trim().toUpperCase(),
      name_zh: draft['site.name_zh'].trim(),
      name_en: draft['site.name_en'].trim(),
      kind: draft['site.kind'],
      personal_data: draft['site.personal_data'],
    },
    station_name: draft.station_name.trim(),
    administrator: {
      login: draft['administrator.login'].trim(),
      name: draft['administrator.name'].trim(),
      roles: ['administrator'],
      password: draft['administrator.password'],
      badge: null,
    },
    passphrase: draft.passphrase,
    remember: draft.remember,
  };
}
