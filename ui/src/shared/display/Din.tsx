/** A donation number in a face that tells 0 from O, with the check character boxed as printed on labels. */
import classes from './Din.module.css';

export function Din({ din, check, large }: { din: string | null; check?: string | null; large?: boolean }) {
  if (!din) return <span className={classes.none}>—</span>;
  const groups = din.length === 13 ? [din.slice(0, 5), din.slice(5, 7), din.slice(7)] : [din];
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
