/** One step of a procedure: its instruction first, then what is entered, scanned and kept to. */
import { bilingual, dataUrl, isPart, partOf, pick, textOf, type Part, type Said } from '@/shared';
import classes from './Procedures.module.css';

export function StepText({ step, said, wanted }: { step: Part; said: Said[]; wanted: boolean }) {
  const code = textOf(step.code);
  const title = pick(bilingual(step.title));
  const help = said.find(({ of }) => of === 'help');
  const picture = isPart(step.picture) ? textOf(partOf(step.picture).data) : '';
  const rest = said.filter(({ of }) => of !== 'help');
  return (
    <li id={`step-${code}`} tabIndex={-1} className={classes.step} data-wanted={wanted} data-testid={`procedure-step-${code}`} aria-labelledby={`title-${code}`}>
      <h3 id={`title-${code}`} className={classes.title}><span className={classes.number}>{textOf(step.number)}</span> {title}</h3>
      {help ? <p className={classes.help}>{help.text}</p> : null}
      {picture === '' ? null : <img className={classes.picture} src={pictureUrl(picture)} alt={pick(bilingual(step.picture)) || title} />}
      <dl className={classes.said}>
        {rest.map(({ of, label, text }, index) => (
          <div key={index} data-of={of}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** A JPEG begins with the bytes FF D8, which base64 writes as `/9j`; the other picture that a text may have is a PNG. */
function pictureUrl(data: string): string {
  return dataUrl(data.startsWith('/9j') ? 'jpeg' : 'png', data);
}
