export function forCdktn(text: string): string;
