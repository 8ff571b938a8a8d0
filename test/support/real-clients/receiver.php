<?php
// A receiver of callbacks on PHP's own web server.
echo 'ok';
