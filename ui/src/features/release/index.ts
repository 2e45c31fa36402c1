import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { ReleaseScreen as screen } from './ReleaseScreen';
export const locales = { 'zh-CN': zh, en };
