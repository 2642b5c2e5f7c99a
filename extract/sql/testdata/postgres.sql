COPY public.members (id, name, note) FROM stdin;
1	真鍋 蓮	\N
2	織田\t葵	line one\nline two
\.
SELECT 1;
