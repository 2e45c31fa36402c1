/** A donation number in a face that tells 0 from O, with the check character boxed as printed on labels. */
import classes from './Din.module.css';

/** In groups as labels print it, with the two characters that labels put behind it or without; anything else as it is. */
export function dinText(text: string): string {
  return /^[A-Z0-9]{13}([A-Z0-9*]|[A-Z0-9]{2})?$/.test(text) ? [text.slice(0, 5), text.slice(5, 7), text.slice(7, 13), text.slice(13)].join(' ').trim() : text;
}

export function Din({ din, check, large }: { din: string | null; check?: string | null; large?: boolean }) {
  if (!din) return <span className={classes.none}>—</span>;
  const groups = dinText(din).split(' ');
  return (
    <span className={large ? `${classes.din} ${classes.large}` : classes.din} data-din={din}>
      {groups.map((group, index) => (
        <span key={index} className={classes.group}>
          {group}
        </span>
      ))}
      {check ? <span className={classes.check}>{check}</span> : null}
    </span>
  );
}
