/** What a text changes of another, element by element, in words. */
import { useTexts, type Texts } from '@/shared';
import { changesOf, readElement } from './sheet';
import classes from './Templates.module.css';

export function Changes({ before, after }: { before: string; after: string }) {
  const t = useTexts('templates');
  const changes = changesOf(before, after);
  if (changes.length === 0) return <p className={classes.quiet}>{t('changes.none')}</p>;
  return (
    <ul className={classes.changes} aria-label={t('changes.title')} data-testid="template-changes">
      {changes.map(({ sign, text }, index) => (
        <li key={`${index} ${sign}`} data-sign={sign}><span>{sign === '+' ? t('changes.new') : t('changes.old')}</span><code>{inWords(text, t)}</code></li>
      ))}
    </ul>
  );
}

const SIDES = ['x', 'y', 'w', 'h'];
/** Fields whose values have names of their own. */
const NAMED: Record<string, string> = { style: 'style', align: 'align', code: 'code', left: 'code', right: 'code' };

/** An element's line with every field that it has; any other line as it stands in the text. */
function inWords(text: string, t: Texts): string {
  const element = readElement(text);
  if (!element) return text;
  const { kind, area, ...rest } = element;
  const named = (key: string, code: string) => (t(key) === key ? code : t(key));
  const sides = area.map((mm, at) => `${t(`part.${SIDES[at]}`)} ${mm} mm`);
  const fields = Object.entries(rest).map(([name, value]) => {
    const said = typeof value !== 'string' ? JSON.stringify(value) : NAMED[name] ? named(`${NAMED[name]}.${value}`, value) : `“${value}”`;
    return `${named(name === 'when' ? 'when.title' : `part.${name}`, name)} ${said}`;
  });
  return [named(`kind.${kind}`, kind), ...sides, ...fields].join(' · ');
}
