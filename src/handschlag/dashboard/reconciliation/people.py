"""Leads and companies: the records of the sources against the passes and companies there are here."""

#: Records of persons that are no first record of a person, or whose person has no pass, count for the source only.
LEADS = """
    select p.source, 'lead' as object, null::varchar as currency, p.subject as record,
        case when p.place > 1 and h.source = p.source then 'same_person_in_source'
            when p.place > 1 then 'same_person_in_other_source'
            when q.pass_id is not null then null
            when r.person is not null then 'existing_customer'
            else 'no_counting_touch' end as reason,
        1 as theirs, p.first_at as their_at,
        case when p.place = 1 and q.pass_id is not null then 1 else 0 end as ours, q.opened_at as our_at,
        case when p.place > 1 then h.subject end as other, p.person, q.pass_id
    from persons p join persons h on h.person = p.person and h.place = 1
    left join own_passes q on q.person = p.person and q.place = 1
    left join reached r on r.person = p.person
    where not p.named_only"""

#: Passes that are not the first of a person with a record of its own count here only.
PASSES = """
    select coalesce(h.source, split_part(q.opportunity, ':', 1)), 'lead', null,
        case when q.opened_by_deal or h.subject is null then coalesce(q.opportunity, h.subject)
            else h.subject end,
        case when h.subject is null then 'opportunity_without_lead'
            when q.place = 1 then 'named_only'
            when q.opened_by_deal then 'second_opportunity'
            else 'came_back' end,
        0, null, 1, q.opened_at, null, q.person, q.pass_id
    from own_passes q left join persons h on h.person = q.person and h.place = 1
    where h.subject is null or h.named_only or q.place > 1"""

#: Records all of whose facts were corrected away are nobody here.
GONE = """
    select split_part(t.subject, ':', 1), case when t.is_person then 'lead' else 'company' end, null, t.subject,
        'corrected', 1, t.first_at, 0, null, null, null, null
    from told t where (t.is_person or t.is_company) and t.subject not in (select subject from subjects)"""

#: Companies as persons are; those recognised by a domain only belong to the source of the first address there.
COMPANIES = """
    select coalesce(w.source, c.source) as source, 'company', null, c.subject,
        case when c.named_only and c.derived then 'company_by_domain'
            when c.named_only then 'named_only'
            when c.place = 1 then null
            when h.source = c.source then 'same_company_in_source'
            else 'same_company_in_other_source' end,
        case when c.named_only then 0 else 1 end, c.first_at,
        case when c.place = 1 then 1 else 0 end, coalesce(c.first_at, w.first_at, n.first_at),
        case when c.place > 1 then h.subject end, null, null
    from companies c join companies h on h.company = c.company and h.place = 1
    left join writers w on w.company = c.company and c.derived and c.named_only
    left join namings n on n.subject = c.subject
    where not c.named_only or c.place = 1"""

COMPANY_RELATIONS = {
    # When a record was first named by another one.
    "namings": """
        select related as subject, min(occurred_at) as first_at from delivered
        where kind = 'relation' group by related""",
    "companies": """
        select s.subject, split_part(s.subject, ':', 1) as source, s.company, t.first_at,
            t.subject is null as named_only, s.subject like 'derived:%' as derived,
            row_number() over (partition by s.company order by t.subject is null, s.subject like 'derived:%',
                t.first_at, s.subject) as place
        from subjects s left join told t on t.subject = s.subject
        where s.about = 'company' and s.company is not null""",
    # Of a company, the person known first.
    "writers": """
        select company, arg_min(source, (named_only, first_at, subject)) as source, min(first_at) as first_at
        from persons where company is not null group by company""",
}
