/** Names of rules, tests and steps in the current language. */
import fact from '@assets/norms/netcord-fact-v1.json';
import first from '@assets/norms/template-cn-v1.json';
import norm from '@assets/norms/template-cn-v5.json';
import sop from '@assets/sops/processing-hes-v1.json';
import type { Blocker, Finding, Problem, ResultView, Role, StepView } from '@/api/gen/commands';
import { pick, type Texts } from '../i18n';

/** The name of a finding's rule: a test of the profile, or a rule of transport and collection. */
export function ruleName(rule: string, results: readonly ResultView[], t: Texts): string {
  const test = results.find((result) => result.test === rule) ?? TESTS.find(({ code }) => code === rule);
  if (test) return pick(test);
  const name = t(`rule.${rule}`);
  return name === `rule.${rule}` ? rule : name;
}

/** A finding's value in words: a choice's text, `intact`, or the figure as it is. */
export function findingValue(finding: Finding, results: readonly ResultView[], t: Texts): string {
  if (finding.value === '') return '—';
  // Codes of tests; of what was set aside each with what the instrument said.
  if (finding.rule === 'tests_unended' || finding.rule === 'results_set_aside') {
    const named = finding.value.split(', ').map((said) => said.replace(/^\S+/, (test) => ruleName(test, results, t)));
    return named.join(', ');
  }
  const choice = results.find((result) => result.test === finding.rule)?.choices.find(({ code }) => code === finding.value);
  if (choice) return pick(choice);
  // As the program writes it: each step's number, what was entered at it, and what the result or the curve says.
  if (finding.rule === 'told_differently') {
    return finding.value.split('; ').map((said) => said.replace(/^(\S+): (\S+) ≠ (.+)$/, (_, step, entered, told) => t('value.told', { step, entered, told }))).join(' · ');
  }
  if (finding.value === 'intact' || finding.value === 'damaged') return t(`value.${finding.value}`);
  return finding.value;
}

/**
 * Names of the tests and steps that a unit has no record of yet: its views carry only what was done. Names only; limits and
 * order are the program's.
 */
const TESTS: readonly { code: string; zh: string; en: string }[] = [...norm.tests, ...fact.tests];
const STEPS = sop.steps.map(({ code, title }) => ({ code, zh: title.zh, en: title.en }));

/** A record that this version does not know: its kind, the version of its layout, and when it was made. */
function unknownRecord(subject: string): Record<string, string> {
  const [record = '', version = '', at = ''] = subject.split(' ');
  return { record, version, at };
}

/** The blocker as a problem whose text can name the test, the step or the reason. */
export function blockerProblem(
  { code, subject, waits }: Blocker,
  { results, steps, findings = [], confirmers = [] }: {
    results: readonly ResultView[]; steps: readonly StepView[]; findings?: readonly Finding[]; confirmers?: readonly Role[];
  },
  t: Texts,
): Pick<Problem, 'code' | 'params'> {
  const test = results.find((result) => result.test === subject);
  const testNames = test ?? TESTS.find(({ code }) => code === subject);
  const step = steps.find(({ code }) => code === subject) ?? STEPS.find(({ code }) => code === subject);
  const finding = findings.find(({ rule }) => rule === subject) ?? test?.finding;
  const reason = t(`holds.reason.${subject}`);
  return {
    code,
    params: {
      subject,
      test: testNames ? pick(testNames) : ruleName(subject, results, t),
      rule: ruleName(subject, results, t),
      step: step ? pick(step) : subject,
      reason: reason.startsWith('holds.') ? subject : reason,
      value: waits ? waits.value : finding ? findingValue(finding, results, t) : test?.value ?? (testNames ? '' : subject),
      since: waits?.since_ms ?? 0,
      limit: finding?.limit || '—',
      source: finding?.source || '—',
      role: confirmers.join(', '),
      deviation: subject,
      file: subject,
      room: subject,
      plate: subject,
      procedure: subject,
      version: subject === sop.code ? sop.version : first.version,
      ...(code === 'unit.record_unknown' ? unknownRecord(subject) : {}),
    },
  };
}
