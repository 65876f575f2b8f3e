# shellcheck shell=bash
# The rows of the table, in their order. Read by ci/bench; the commands are in sides.sh.
#
# row NAME FIGURE BAR OURS PEER
#   FIGURE  the line of the commands' output that counts
#   BAR     what ours / peer must be; without a peer (-), what ours itself must be; - for a row to look at
row memory-idle         rss_mb      '<= 25'     'memory_idle'              -
row start-ping          us          '<= 2.5'    'start_exclaim'            'start_sqlite'
row unary-1-limit       p50_us      '<= 1.5'    'health 1'                 'pingpong'
row unary-1-one-core    p50_us      -           'health_on 0 0'            'pingpong 0 0'
row unary-1-two-cores   p50_us      -           'health_on 0 1'            'pingpong 0 1'
row unary-1-ttrpc       rate        -           'health 1'                 'health_ttrpc 1'
row unary-16-ttrpc      rate        -           'health 16'                'health_ttrpc 16'
row unary-64-ttrpc      rate        '>= 1.8'    'health 64'                'health_ttrpc 64'
row unary-1-grpc        rate        -           'health 1'                 'health_grpc 1'
row unary-16-grpc       rate        -           'health 16'                'health_grpc 16'
row unary-64-grpc       rate        '>= 4'      'health 64'                'health_grpc 64'
row submit-1-pg         rate        -           'submit 1'                 'submit_postgres 1'
row submit-16-pg        rate        -           'submit 16'                'submit_postgres 16'
row submit-64-pg        rate        '>= 3'      'submit 64'                'submit_postgres 64'
row submit-1-sqlite     rate        -           'submit 1'                 'submit_sqlite 1'
row submit-64-sqlite    rate        '>= 0.8'    'submit 64'                'submit_sqlite 64'
row submit-64-limit     rate        -           'submit 64'                'submit_sqlite 4096'
row bulk-submit         rate        '>= 0.7'    'submit_bulk'              'submit_sqlite 4096'
row get-16-pg           rate        '>= 1.2'    'get 16'                   'get_postgres 16'
row list-stream         rate        '>= 500000' 'list_stream'              -
row list-stream-memory  growth_mb   -           'list_stream'              -
row slow-reader-health  p99_us      '<= 1.5'    'with_slow apart health'   'without_slow'
row slow-reader-get     p99_us      '<= 1.5'    'with_slow apart get'      'without_slow'
row slow-reader-memory  growth_mb   '<= 2'      'slow_reader apart health' -
row slow-window-health  p99_us      '<= 1.5'    'with_slow shared health'  'without_slow'
row slow-window-get     p99_us      '<= 1.5'    'with_slow shared get'     'without_slow'
row slow-window-memory  growth_mb   '<= 2'      'slow_reader shared health' -
row cancel-latency      p99_ms      '<= 50'     'stopping cancel'          -
row cancel-work         work_p99_ms '<= 50'     'stopping cancel'          -
row disconnect-latency  p99_ms      '<= 50'     'stopping disconnect'      -
row disconnect-work     work_p99_ms '<= 50'     'stopping disconnect'      -
row connections-time    us_each     -           'crowd'                    'crowd_ttrpc'
row connections-memory  kb_each     '<= 10'     'crowd'                    -
row connections-ttrpc   kb_each     -           'crowd'                    'crowd_ttrpc'
row connections-retries retries     -           'crowd'                    -
row watch-1000          p50_ms      -           'watchers 1000'            -
row watch-1000-work     us_each     -           'watchers 1000'            -
row watch-1000-memory   kb_each     -           'watchers 1000'            -
row reads-while-bulk    p99_us      '<= 3'      'get_beside_bulk 16'       'get 16'
row growth-get          us_each     '<= 1.5'    'get_of large'             'get_of small'
row growth-submit       us_each     '<= 1.5'    'submit_to large'          'submit_to small'
row consistency-10k     ms          -           'reconcile 10000 cold'     -
row consistency-1m      ms          '<= 2000'   'reconcile 1000000 cold'   -
row consistency-growth  ms          '<= 12'     'reconcile 1000000 cold'   'reconcile 100000 cold'
row consistency-update  ms          '<= 0.05'   'reconcile 1000000 update' 'reconcile 1000000 cold'
row consistency-news    ms          '<= 0.05'   'reconcile 1000000 news'   'reconcile 1000000 cold'
