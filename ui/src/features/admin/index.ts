import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { AdminScreen as screen } from './AdminScreen';
export const locales = { 'zh-CN': zh, en };
