create table tt_af(
    atenano varchar(15) not null,
    smi varchar(60), -- 氏名_優先
    -- 住所の控え
    adr3 varchar(60),
    kbn char(1) COMMENT '性別 1:男 2:女',
primary key(atenano)
);
comment on table tt_af is '住民';
comment on column public.tt_af.atenano is '宛名番号';
COMMENT ON COLUMN tt_af.adr3 IS '住所_番地号表記';
INSERT INTO public.tt_af VALUES ('100200','例示 太郎','本町1番地','1'),('100201','見本 花子','桜台4番地','2');
